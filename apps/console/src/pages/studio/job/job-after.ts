import type { Job, JobEvent } from '@holdfast/studio/contract'
import { isOver } from './job-words.ts'

/**
 * The job as an event tells that it is now. What it made and what may be asked of it an event does
 * not say: that is read anew. An event that is older than the job changes nothing.
 */
export function jobAfter(job: Job, event: JobEvent): Job {
  if (event.number <= job.lastEvent) return job
  const { state, stage, percent, leftMs, attempt, failure, number, at } = event
  const hasMoved = state !== job.state
  return {
    ...job,
    state,
    stage,
    percent,
    leftMs,
    attempt,
    failure,
    lastEvent: number,
    can: hasMoved && isOver({ state }) ? [] : job.can,
    startedAt: job.startedAt ?? (state === 'running' ? at : null),
    endedAt: isOver({ state }) ? at : null,
  }
}
