import type { RouteInput } from '@holdfast/kernel/contract'
import type { Job, jobRoutes } from '../contract.ts'
import type { StudioContext, StudioParts, StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { tellCancelled } from './cancellations.ts'
import { jobOnWire } from './job-on-wire.ts'
import { changeJob, lockJob, type JobRecord } from './job-rows.ts'
import { endWithoutResult } from './own-job.ts'

/**
 * Stops what is made. What waits is cancelled at once, in one transaction with its credits; whoever
 * works on it hears of it and ends it. Asked again it is the same.
 */
export async function cancelJob(
  ctx: StudioContext,
  { params }: RouteInput<(typeof jobRoutes)['cancelJob']>,
  parts: Pick<StudioParts, 'credits'>,
): Promise<Job> {
  ctx.permit('studio.create')
  return ctx.transaction(async (tx) => {
    const job = await lockJob(tx.kysely, ctx, params.id)
    return jobOnWire(await cancelLocked(tx, job, { now: ctx.now(), parts }))
  })
}

interface Cancelling {
  readonly now: Date
  readonly parts: Pick<StudioParts, 'credits'>
}

async function cancelLocked(
  tx: StudioTransaction,
  job: JobRecord,
  { now, parts }: Cancelling,
): Promise<JobRecord> {
  switch (job.state) {
    case 'queued':
    case 'retry': {
      // In the queue it stays until its turn comes, and nothing is left to do then.
      return endWithoutResult(tx, job, { end: { state: 'cancelled', now }, ...parts })
    }
    case 'running':
    case 'completing': {
      await tellCancelled(tx, job.id)
      return changeJob(tx, job, { state: 'cancelling', left_ms: null, changed_at: now })
    }
    case 'cancelling':
    case 'cancelled':
      return job
    case 'succeeded':
    case 'failed':
    case 'dead':
      throw problems.wrongState({ jobId: job.id, state: job.state })
  }
}
