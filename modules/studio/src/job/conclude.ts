import { MediaKilled } from '../media/media-errors.ts'
import { LostJob, PermanentError } from '@holdfast/kernel/jobs'
import type { StudioJob, StudioTransaction } from '../parts.ts'
import { AttemptLost, JobCancelled, stoppedBy } from './attempt-stop.ts'
import { isDiskFull, judge, type Verdict } from './failure.ts'
import { changeJob, type JobRecord } from './job-rows.ts'
import type { MakeParts } from './make-parts.ts'
import { endWithoutResult, lockOwned, type BadEnd } from './own-job.ts'
import { wakeNext } from './wake-next.ts'

export interface Conclusion {
  readonly error: unknown
  readonly parts: MakeParts
  readonly settle: StudioJob['settle']
}

/**
 * Writes down what becomes of a job whose attempt has not succeeded, and throws where the queue
 * shall try it again or keep it among the dead letters. Of a job that is another attempt's by now
 * nothing is written.
 */
export async function conclude(
  ctx: StudioJob,
  begun: JobRecord,
  conclusion: Conclusion,
): Promise<void> {
  const { error, parts } = conclusion
  const stop = stoppedBy(ctx.signal)
  if (stop === 'other' || error instanceof LostJob || error instanceof AttemptLost) {
    parts.metrics.refused(begun.kind)
    throw error
  }
  if (error instanceof JobCancelled) return cancel(ctx, begun, conclusion)
  const late = stop ? { error: new DOMException(stop, 'TimeoutError') } : {}
  await fail(ctx, begun, { ...conclusion, ...late })
}

/** Gives a job back unharmed: somebody else takes it up, and this attempt does not count. */
export async function handBack(ctx: StudioJob, begun: JobRecord): Promise<void> {
  await ctx.transaction(async (tx) => {
    const job = await lockGoingOn(tx, begun)
    if (!job) return
    await changeJob(tx, job, {
      state: 'queued',
      stage: null,
      percent: 0,
      left_ms: null,
      attempt: job.attempt - 1,
      changed_at: ctx.now(),
    })
  })
}

/** One that is to be cancelled goes on as that. */
async function lockGoingOn(tx: StudioTransaction, begun: JobRecord) {
  const job = await lockOwned(tx, begun)
  return job?.state === 'cancelling' ? undefined : job
}

async function cancel(ctx: StudioJob, begun: JobRecord, { parts, settle }: Conclusion) {
  const end = { state: 'cancelled', now: ctx.now() } as const
  await settle((tx) => endOwned(tx, begun, { parts, end }))
}

async function fail(ctx: StudioJob, begun: JobRecord, conclusion: Conclusion): Promise<void> {
  const { error, parts, settle } = conclusion
  const verdict = judge(error, { attempts: begun.attempt, kills: begun.kills })
  if (isDiskFull(error)) tellFull(ctx, begun, conclusion)
  if (verdict.becomes === 'retry') return retry(ctx, begun, { ...conclusion, verdict })
  const end = { state: verdict.becomes, failure: verdict.failure, now: ctx.now() }
  const { kind, id: jobId } = begun
  if (end.state === 'failed') {
    ctx.log.warn({ err: error, kind, jobId }, 'Something can not be made')
    return settle((tx) => endOwned(tx, begun, { parts, end }))
  }
  await ctx.transaction((tx) => endOwned(tx, begun, { parts, end }))
  // It lies among the dead letters from now on.
  throw new PermanentError(`tried ${begun.attempt} times: ${end.failure.code}`, { cause: error })
}

function tellFull(ctx: StudioJob, { kind, id: jobId }: JobRecord, { error, parts }: Conclusion) {
  ctx.log.error({ err: error, kind, jobId }, 'There is no room for what is made: make some')
  parts.metrics.diskFull()
}

async function retry(
  ctx: StudioJob,
  begun: JobRecord,
  { error, parts, verdict }: Conclusion & { readonly verdict: Verdict },
): Promise<void> {
  const { failure, kind } = verdict
  const wasKilled = error instanceof MediaKilled
  await ctx.transaction(async (tx) => {
    const job = await lockOwned(tx, begun)
    if (!job) return
    const now = ctx.now()
    // The queue has to come back to it, and finds nothing left to do.
    if (job.state === 'cancelling') {
      return endOwned(tx, begun, { parts, end: { state: 'cancelled', now } })
    }
    await changeJob(tx, job, {
      state: 'retry',
      left_ms: null,
      failure: JSON.stringify(failure),
      attempt: kind === 'asked' ? job.attempt - 1 : job.attempt,
      kills: job.kills + (wasKilled ? 1 : 0),
      changed_at: now,
    })
    await wakeNext(tx, job)
  })
  throw kind === 'asked' ? error : new TriedInVain(kind, error)
}

/** What the queue is told of an attempt that is worth another one. */
class TriedInVain extends Error {
  override readonly name = 'TriedInVain'
  readonly kind: 'transient' | 'timeout'

  constructor(kind: 'transient' | 'timeout', cause: unknown) {
    super(cause instanceof Error ? cause.message : 'it has failed', { cause })
    this.kind = kind
  }
}

/** Nothing where the job is another attempt's by now. */
async function endOwned(
  tx: StudioTransaction,
  begun: JobRecord,
  { end, parts }: { readonly end: BadEnd; readonly parts: MakeParts },
): Promise<void> {
  const job = await lockOwned(tx, begun)
  if (!job) return
  // Who cancelled it was first: it ends as that.
  const wanted = job.state === 'cancelling' ? { state: 'cancelled' as const, now: end.now } : end
  const done = await endWithoutResult(tx, job, { end: wanted, credits: parts.credits })
  tx.afterCommit(() => parts.metrics.ended(done))
}
