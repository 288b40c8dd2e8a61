import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import type { Job } from '../job.ts'
import { inTransaction } from '../queue/boss.ts'
import { retryDelayMs, retryRulesOf } from '../queue/rules.ts'
import type { Claim } from './claim.ts'
import { classify, retryAfterMs } from './classify.ts'
import { describeError, type Failure } from './failure.ts'
import { lockOwned, LostJob, postponeOwned } from './fence.ts'
import type { RunningParts } from './running-job.ts'

export interface ConcludeParts extends RunningParts {
  readonly boss: PgBoss
}

export interface Concluded {
  readonly became: 'retry' | 'dead letter' | 'lost'
  readonly failure: Failure
}

/** An error nobody knows is tried again twice, however often others are. */
const unknownAttempts = 3

/** Decides by the class of the failure what becomes of a job, and writes it under the fence. */
export async function concludeFailure(
  parts: ConcludeParts,
  job: Job,
  { claim, error, deadline }: { claim: Claim; error: unknown; deadline?: boolean },
): Promise<Concluded> {
  const failureClass = deadline ? 'timeout' : classify(error)
  const attempts = attemptsOf(job, claim)
  const rules = retryRulesOf(job)
  const failure = {
    class: failureClass,
    reason: 'retried',
    attempts,
    error: describeError(error),
    at: parts.clock.now().toISOString(),
  } as const satisfies Failure
  if (failureClass === 'rateLimited') {
    const how = { delayMs: retryAfterMs(error), spendsAttempt: false, output: failure }
    return postponed(await postponeOwned(parts.pool, claim, how), failure)
  }
  if (failureClass === 'permanent') return bury(parts, claim, { ...failure, reason: 'refused' })
  const limit = failureClass === 'unknown' ? unknownAttempts : Infinity
  if (attempts >= Math.min(limit, rules.attempts)) {
    return bury(parts, claim, { ...failure, reason: 'exhausted' })
  }
  const how = { delayMs: retryDelayMs(rules, attempts), spendsAttempt: true, output: failure }
  return postponed(await postponeOwned(parts.pool, claim, how), failure)
}

function postponed(owned: boolean, failure: Failure): Concluded {
  return { became: owned ? 'retry' : 'lost', failure }
}

/** How many attempts were spent: claims that were free have raised the row's limit instead. */
function attemptsOf(job: Job, { retryCount, retryLimit }: Claim): number {
  const free = Math.max(0, retryLimit - (retryRulesOf(job).attempts - 1))
  return Math.max(1, retryCount - free + 1)
}

/** The job ends as failed and lies among the dead letters: both or neither. */
export async function bury(
  { boss, database }: Pick<ConcludeParts, 'boss' | 'database'>,
  claim: Claim,
  failure: Failure,
): Promise<Concluded> {
  const { name, jobId, retryCount } = claim
  try {
    await database.transaction(async (tx) => {
      await lockOwned(tx, claim)
      // Without a try left, pg-boss puts a failed job among the dead letters.
      await sql`update pgboss.job set retry_limit = retry_count
                 where name = ${name} and id = ${jobId}`.execute(tx.kysely)
      await boss.fail(name, { id: jobId, retryCount }, failure, { db: inTransaction(tx) })
    })
  } catch (error) {
    if (error instanceof LostJob) return { became: 'lost', failure }
    throw error
  }
  return { became: 'dead letter', failure }
}
