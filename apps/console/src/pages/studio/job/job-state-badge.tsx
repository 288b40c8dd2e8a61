import type { Job } from '@holdfast/studio/contract'
import { Badge } from '../../../ui/badge.tsx'
import { jobStateWords } from './job-words.ts'

/** How a job stands, as a word with its tone. */
export function JobStateBadge({ state }: Pick<Job, 'state'>) {
  const { label, tone } = jobStateWords[state]
  return <Badge tone={tone}>{label}</Badge>
}
