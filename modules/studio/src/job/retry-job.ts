import type { RouteInput } from '@holdfast/kernel/contract'
import { discardDeadLetter } from '@holdfast/kernel/jobs'
import type { Job, jobRoutes } from '../contract.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { newRun } from './begin-attempt.ts'
import { holdAssets } from './hold-assets.ts'
import { jobOnWire } from './job-on-wire.ts'
import { changeJob, lockJob, requireJob } from './job-rows.ts'
import { assertRoom, enqueueRun } from './start-jobs.ts'
import { possibleActions } from './states.ts'

/**
 * Asks for it once more: a new run, with credits set aside anew. What its steps have made before is
 * used again. Its dead letter, if it has one, is gone: there is one way back at a time. Throws
 * `studio.unknownAsset` when something that it is made of was deleted.
 */
export async function retryJob(
  ctx: StudioContext,
  { params }: RouteInput<(typeof jobRoutes)['retryJob']>,
  parts: Pick<StudioParts, 'credits' | 'limits'>,
): Promise<Job> {
  ctx.permit('studio.create')
  const { created_by: personId } = await requireJob(ctx.kysely, ctx, params.id)
  return ctx.transaction(async (tx) => {
    const person = { organisationId: ctx.organisationId, personId }
    const open = await assertRoom(tx, person, { more: 1, limits: parts.limits })
    const job = await lockJob(tx.kysely, ctx, params.id)
    if (!possibleActions(job.state).includes('retry')) {
      throw problems.wrongState({ jobId: job.id, state: job.state })
    }
    await holdAssets(ctx, tx, job)
    await discardDeadLetter(tx.withTypes<unknown>(), { jobId: job.queue_id })
    const again = await newRun(tx, job, { credits: parts.credits, now: ctx.now() })
    const queueId = await enqueueRun(tx, { id: job.id, kind: job.kind, place: open + 1 })
    const queued = await changeJob(tx, job, { ...again, queue_id: queueId, claim: 0 })
    await tx.emit('studio.jobQueued', { jobId: job.id, kind: job.kind }, job.id)
    return jobOnWire(queued)
  })
}
