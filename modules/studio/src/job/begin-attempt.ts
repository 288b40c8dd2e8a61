import { RateLimitedError } from '@holdfast/kernel/jobs'
import type { StudioJob, StudioParts, StudioTransaction } from '../parts.ts'
import {
  changeJob,
  creditsOf,
  findLocked,
  lockPerson,
  openJobsOf,
  operationOf,
  selectJobs,
  type JobChange,
  type JobRecord,
} from './job-rows.ts'
import { isEnded, runningStates } from './states.ts'

type BeginParts = Pick<StudioParts, 'credits' | 'limits'>

/**
 * Begins an attempt: the job as it runs now, or as `cancelling` where only that is left to do.
 * Undefined when there is nothing to do for this attempt: the job has ended, was asked for anew or
 * belongs to a later one. Throws RateLimitedError while its person has as many that run as they
 * may: others come first, and no attempt is spent.
 */
export async function beginAttempt(
  ctx: StudioJob,
  jobId: string,
  parts: BeginParts,
): Promise<JobRecord | undefined> {
  const asked = await selectJobs(ctx.kysely, ctx).where('j.id', '=', jobId).executeTakeFirst()
  if (!asked) return undefined
  return ctx.transaction(async (tx) => {
    const person = { organisationId: ctx.organisationId, personId: asked.created_by }
    await lockPerson(tx, person)
    const job = await findLocked(tx.kysely, ctx, jobId)
    if (!job || job.queue_id !== ctx.jobId || job.claim >= ctx.attempt) return undefined
    if (job.state === 'cancelling') return claim(ctx, tx, job)
    if (job.state !== 'dead' && isEnded(job.state)) return undefined
    await assertTurn(tx, job, parts)
    const open = job.state === 'dead' ? await replay(ctx, tx, { job, parts }) : job
    return run(ctx, tx, open)
  })
}

/** Only who may write has changed: nobody is told. */
function claim(ctx: StudioJob, tx: StudioTransaction, { id }: JobRecord): Promise<JobRecord> {
  return tx.kysely
    .updateTable('studio.job')
    .set({ claim: ctx.attempt })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function assertTurn(
  tx: StudioTransaction,
  job: JobRecord,
  { limits }: BeginParts,
): Promise<void> {
  const person = { organisationId: job.organisation_id, personId: job.created_by }
  const { count: running } = await openJobsOf(tx.kysely, person)
    .where('j.state', 'in', runningStates)
    .where('j.id', '!=', job.id)
    .executeTakeFirstOrThrow()
  const most = limits.maxRunningJobsPerPerson
  if (running < most) return
  const { count: ahead } = await openJobsOf(tx.kysely, person)
    .where('j.state', 'not in', runningStates)
    .where('j.id', '<', job.id)
    .executeTakeFirstOrThrow()
  throw new RateLimitedError(turnInMs(ahead / most))
}

/** Who is far behind asks less often. A part of it is random, so that not all ask at once. */
function turnInMs(rounds: number): number {
  return Math.min(60_000, 1_000 * (1 + rounds)) * (0.5 + Math.random() / 2)
}

interface Replay {
  readonly job: JobRecord
  readonly parts: BeginParts
}

/** A dead letter that an operator replays is a new run of its own: nothing of the last one counts. */
async function replay(
  ctx: StudioJob,
  tx: StudioTransaction,
  { job, parts }: Replay,
): Promise<JobRecord> {
  const again = await newRun(tx, job, { credits: parts.credits, now: ctx.now() })
  return changeJob(tx, job, again)
}

interface NewRun {
  readonly credits: StudioParts['credits']
  readonly now: Date
}

/**
 * What changes when a job is asked for once more: its credits are set aside anew, since those of
 * the run before were given back. Throws `payments.insufficientCredits`.
 */
export async function newRun(
  tx: StudioTransaction,
  job: JobRecord,
  { credits, now }: NewRun,
): Promise<JobChange> {
  const run = job.run + 1
  const held = await credits.reserve(tx, {
    ...creditsOf({ ...job, run }, now),
    operation: operationOf(job.kind),
  })
  return {
    state: 'queued',
    run,
    credits: held,
    stage: null,
    percent: 0,
    left_ms: null,
    attempt: 0,
    kills: 0,
    failure: null,
    started_at: null,
    changed_at: now,
  }
}

function run(ctx: StudioJob, tx: StudioTransaction, job: JobRecord): Promise<JobRecord> {
  const now = ctx.now()
  return changeJob(tx, job, {
    state: 'running',
    stage: null,
    percent: 0,
    left_ms: null,
    failure: null,
    attempt: job.attempt + 1,
    claim: ctx.attempt,
    started_at: job.started_at ?? now,
    changed_at: now,
  })
}
