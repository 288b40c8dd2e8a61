import type { JobAction, JobState } from '../contract.ts'

/** Which state may follow which; `studio.state_change` holds the same. */
export const statesAfter: Readonly<Record<JobState, readonly JobState[]>> = {
  queued: ['running', 'cancelled', 'dead'],
  running: ['completing', 'queued', 'retry', 'cancelling', 'failed', 'dead'],
  completing: ['running', 'succeeded', 'queued', 'retry', 'cancelling', 'failed', 'dead'],
  retry: ['running', 'cancelled', 'dead'],
  cancelling: ['cancelled'],
  succeeded: [],
  cancelled: ['queued'],
  failed: ['queued'],
  dead: ['queued'],
}

/** Nothing happens to it any more unless somebody asks for it once more. */
export const endedStates = ['succeeded', 'cancelled', 'failed', 'dead'] as const

/** A worker is at it. */
export const runningStates = ['running', 'completing', 'cancelling'] as const

export function isEnded(state: JobState): boolean {
  return endedStates.some((ended) => ended === state)
}

/** A worker is at it, or was when it died. */
export function isRunning(state: JobState): boolean {
  return runningStates.some((running) => running === state)
}

/** What may be asked for in each state. */
export function possibleActions(state: JobState): readonly JobAction[] {
  if (statesAfter[state].includes('cancelled') && state !== 'cancelling') return ['cancel']
  if (statesAfter[state].includes('cancelling')) return ['cancel']
  return statesAfter[state].includes('queued') && isEnded(state) ? ['retry'] : []
}
