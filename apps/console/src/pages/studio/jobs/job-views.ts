import type { JobKind, JobState } from '@holdfast/studio/contract'
import { kindWords } from '../job/job-words.ts'
import type { StudioSearch } from '../studio-search.ts'

interface View {
  readonly label: string
  readonly states: readonly JobState[]
}

/** Which jobs are shown; all unless told. */
export const jobViews = {
  open: { label: 'Under way', states: ['queued', 'running', 'completing', 'retry', 'cancelling'] },
  done: { label: 'Done', states: ['succeeded'] },
  failed: { label: 'Failed', states: ['failed', 'dead'] },
  cancelled: { label: 'Cancelled', states: ['cancelled'] },
} as const satisfies Readonly<Record<string, View>>

export type JobView = keyof typeof jobViews

export function isView(name: string | undefined): name is JobView {
  return name !== undefined && Object.hasOwn(jobViews, name)
}

export function isJobKind(name: string | undefined): name is JobKind {
  return name !== undefined && Object.hasOwn(kindWords, name)
}

/** What the address asks for; what it can not mean is dropped. */
export function wantedJobs({ show, kind }: StudioSearch) {
  return {
    states: isView(show) ? jobViews[show].states : [],
    kind: isJobKind(kind) ? kind : undefined,
  }
}
