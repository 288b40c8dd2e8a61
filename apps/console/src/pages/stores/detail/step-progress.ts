import type { StoreDetail, StoreStep } from '@holdfast/stores/contract'
import { standingWords, stepWords } from '../store-words.ts'

interface Progress extends Pick<StoreDetail, 'phase' | 'desired'> {
  readonly steps: readonly StoreStep[]
}

/** How long a step has taken, or takes so far; undefined for one that has not begun. */
export function stepMs({ startedAt, endedAt }: StoreStep, nowMs: number): number | undefined {
  if (startedAt === null) return undefined
  const endMs = endedAt === null ? nowMs : Date.parse(endedAt)
  // The clock of this device may be behind the service's.
  return Math.max(0, endMs - Date.parse(startedAt))
}

/** From the begin of the first step to the end of the last, or until now while one runs. */
export function tookMs(steps: readonly StoreStep[], nowMs: number): number {
  const begun = steps.filter(({ startedAt }) => startedAt !== null)
  if (begun.length === 0) return 0
  const firstMs = Math.min(...begun.map(({ startedAt }) => Date.parse(startedAt ?? '')))
  const ends = begun.map(({ endedAt }) => (endedAt === null ? nowMs : Date.parse(endedAt)))
  return Math.max(0, Math.max(...ends) - firstMs)
}

/** For the ear: which step of how many, and in the end how it stands. No seconds: they change. */
export function spokenProgress(store: Progress): string {
  const { steps } = store
  const at = steps.findIndex(({ state }) => state === 'running')
  const running = steps[at]
  if (running === undefined) return `${standingWords(store).label}.`
  return `Step ${at + 1} of ${steps.length}: ${stepWords[running.name].doing}.`
}
