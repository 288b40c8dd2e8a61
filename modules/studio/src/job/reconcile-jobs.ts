import { openJobIds } from '@holdfast/kernel/jobs'
import { createContext, systemActor, type Context } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import { sweepAttemptFolders } from '../adapters/ffmpeg/attempt-folders.ts'
import { sweepSoon } from '../loose-file/sweep-files.ts'
import type { StudioContext, StudioTransaction } from '../parts.ts'
import type { StudioTables } from '../tables.ts'
import { lost } from './failure.ts'
import { findLocked, type JobRecord } from './job-rows.ts'
import type { MakeParts } from './make-parts.ts'
import { giveUpOverAttempts } from './over-attempts.ts'
import { endWithoutResult } from './own-job.ts'
import { endedStates, isEnded } from './states.ts'

export interface ReconcileParts extends Pick<
  MakeParts,
  'credits' | 'clock' | 'workFolder' | 'metrics'
> {
  readonly database: Database<unknown>
}

type Seen = Pick<JobRecord, 'id' | 'organisation_id' | 'queue_id' | 'correlation_id' | 'state'>

/**
 * Ends the jobs that nobody works on and nobody ever will: their workers died as often as they may,
 * or they are gone from the queue. Their credits are given back. Safe beside whoever is just
 * ending one, and by several at once.
 */
export async function reconcileJobs(ctx: Context<unknown>, parts: ReconcileParts): Promise<void> {
  const { clock, metrics, workFolder, database } = parts
  const open = await readOpen(database.withTypes())
  metrics.counted(tally(open), clock.monotonicMs())
  const inQueue = await openJobIds(database, ids(open))
  for (const job of open) {
    if (!inQueue.has(job.queue_id)) await endForsaken(ctx, job, parts)
  }
  await ctx.transaction(async (tx) => {
    if (await giveUpOverAttempts(tx.kysely, ctx.now())) await sweepSoon(tx)
  })
  await sweepAttemptFolders(workFolder, clock)
}

const atOnce = 500

async function readOpen({ kysely }: Database<StudioTables>): Promise<readonly Seen[]> {
  const open: Seen[] = []
  for (;;) {
    const after = open.at(-1)?.id ?? '00000000-0000-0000-0000-000000000000'
    const page = await kysely
      .selectFrom('studio.job')
      .where('state', 'not in', endedStates)
      .where('id', '>', after)
      .orderBy('id')
      .limit(atOnce)
      .select(['id', 'organisation_id', 'queue_id', 'correlation_id', 'state'])
      .execute()
    open.push(...page)
    if (page.length < atOnce) return open
  }
}

function ids(jobs: readonly Seen[]): readonly string[] {
  return jobs.map(({ queue_id }) => queue_id)
}

function tally(jobs: readonly Seen[]) {
  const byState = Map.groupBy(jobs, ({ state }) => state)
  return [...byState].map(([state, some]) => ({ state, count: some.length }))
}

async function endForsaken(
  ctx: Context<unknown>,
  seen: Seen,
  parts: ReconcileParts,
): Promise<void> {
  const own = contextOf(ctx, seen, parts)
  await own.transaction(async (tx) => {
    const job = await findLocked(tx.kysely, own, seen.id)
    if (!job || isEnded(job.state) || job.queue_id !== seen.queue_id) return
    if (await isInQueue(tx, job)) return
    const now = own.now()
    const end =
      job.state === 'cancelling'
        ? ({ state: 'cancelled', now } as const)
        : ({ state: 'dead', failure: job.failure ?? lost, now } as const)
    const done = await endWithoutResult(tx, job, { end, credits: parts.credits })
    tx.afterCommit(() => parts.metrics.ended(done))
    const { id: jobId, kind, state } = done
    own.log.warn({ jobId, kind, state }, 'Nobody works on a job any more: it was ended')
  })
}

/** Read when the job is locked: who has ended it in the queue has ended it here as well. */
async function isInQueue(tx: StudioTransaction, { queue_id }: JobRecord): Promise<boolean> {
  return (await openJobIds(tx.withTypes<unknown>(), [queue_id])).has(queue_id)
}

/** What happens belongs to the organisation of the job, and to its cause. */
function contextOf(
  { log, ids: newIds }: Context<unknown>,
  { organisation_id, correlation_id }: Seen,
  { database, clock }: ReconcileParts,
): StudioContext {
  return createContext<StudioTables>({
    database,
    actor: systemActor(organisation_id),
    correlationId: correlation_id,
    log,
    ids: newIds,
    clock,
  })
}
