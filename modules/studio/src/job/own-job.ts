import type { FailureClass } from '../contract.ts'
import type { StudioParts, StudioTransaction } from '../parts.ts'
import type { KeptFailure } from '../tables.ts'
import { changeJob, creditsOf, findLocked, type JobChange, type JobRecord } from './job-rows.ts'
import { isRunning } from './states.ts'
import { wakeNext } from './wake-next.ts'

/**
 * Locks the job of an attempt as it is now. Undefined when it is not that attempt's any more:
 * whoever asks may write nothing.
 */
export async function lockOwned(
  tx: StudioTransaction,
  begun: JobRecord,
): Promise<JobRecord | undefined> {
  const job = await findLocked(tx.kysely, { organisationId: begun.organisation_id }, begun.id)
  const isOwned = job?.queue_id === begun.queue_id && job.claim === begun.claim
  return isOwned && isRunning(job.state) ? job : undefined
}

export interface BadEnd {
  readonly state: 'failed' | 'dead' | 'cancelled'
  /** None for what was cancelled. */
  readonly failure?: KeptFailure
  readonly now: Date
}

/** Ends a locked job without a result: its credits are given back in the same transaction. */
export async function endWithoutResult(
  tx: StudioTransaction,
  job: JobRecord,
  { end, credits }: { readonly end: BadEnd; readonly credits: StudioParts['credits'] },
): Promise<JobRecord> {
  const { state, failure, now } = end
  await credits.release(tx, creditsOf(job, now))
  return endJob(tx, job, {
    state,
    left_ms: null,
    failure: failure ? JSON.stringify(failure) : null,
    changed_at: now,
  })
}

/** Whatever the end is, it is told once. */
export async function endJob(
  tx: StudioTransaction,
  job: JobRecord,
  change: JobChange,
): Promise<JobRecord> {
  const ended = await changeJob(tx, job, change)
  const { kind, state } = ended
  const failureClass: FailureClass | undefined = ended.failure?.class
  const facts = { jobId: job.id, kind, state, ...(failureClass ? { class: failureClass } : {}) }
  await tx.emit('studio.jobEnded', facts, job.id)
  if (isRunning(job.state)) await wakeNext(tx, job)
  return ended
}
