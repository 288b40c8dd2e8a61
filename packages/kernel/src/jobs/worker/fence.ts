import { sql } from 'kysely'
import type { Pool } from 'pg'
import type { Transaction } from '../../postgres/postgres.ts'
import type { Claim } from './claim.ts'

/** The job belongs to a newer attempt, was cancelled, or has ended: this one may do no more. */
export class LostJob extends Error {
  override readonly name = 'LostJob'
}

/** Locks the job's row; throws `LostJob` unless this claim still owns the job. */
export async function lockOwned(tx: Transaction<unknown>, claim: Claim): Promise<void> {
  const { rows } = await sql`
    select from pgboss.job
     where name = ${claim.name} and id = ${claim.jobId} and state = 'active'
       and retry_count = ${claim.retryCount}
       for update`.execute(tx.kysely)
  if (rows.length === 0) throw new LostJob(`Job ${claim.jobId} is not this attempt's any more`)
}

/** In the transaction that has locked it. */
export async function completeLocked(tx: Transaction<unknown>, claim: Claim): Promise<void> {
  await sql`
    update pgboss.job set state = 'completed', completed_on = now(), output = null
     where name = ${claim.name} and id = ${claim.jobId}`.execute(tx.kysely)
}

const owned = `
  name = $1 and id = any($2::uuid[]) and state = 'active'
  and (id::text || ':' || retry_count::text) = any($3::text[])`

function fenceOf(name: string, claims: readonly Claim[]) {
  return [
    name,
    claims.map(({ jobId }) => jobId),
    claims.map(({ jobId, retryCount }) => `${jobId}:${retryCount}`),
  ]
}

/** Completes jobs of one name that had no effect to apply. Returns the ids that were still ours. */
export async function completeOwned(pool: Pool, name: string, claims: readonly Claim[]) {
  return change(pool, `state = 'completed', completed_on = now(), output = null`, { name, claims })
}

/** Says that these jobs of one name still run here. Returns the ids that are still ours. */
export async function touchOwned(pool: Pool, name: string, claims: readonly Claim[]) {
  return change(pool, 'heartbeat_on = now()', { name, claims })
}

async function change(
  pool: Pool,
  assignments: string,
  { name, claims }: { readonly name: string; readonly claims: readonly Claim[] },
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `update pgboss.job set ${assignments} where ${owned} returning id`,
    fenceOf(name, claims),
  )
  return new Set(rows.map(({ id }) => id))
}

export interface Postponement {
  readonly delayMs: number
  /** Whether this attempt counts. */
  readonly spendsAttempt: boolean
  /** What the row keeps until the job runs again. */
  readonly output: object
}

/**
 * Gives the job back for later, the row itself: it keeps its id, by which it is cancelled and from
 * which keys of outside calls are made. False when it was not ours any more.
 */
export async function postponeOwned(pool: Pool, claim: Claim, how: Postponement): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update pgboss.job
        set state = 'retry', start_after = now() + $4 * interval '1 millisecond',
            retry_limit = retry_limit + $5, heartbeat_on = null, output = $6
      where ${owned}`,
    [
      ...fenceOf(claim.name, [claim]),
      how.delayMs,
      how.spendsAttempt ? 0 : 1,
      JSON.stringify(how.output),
    ],
  )
  return rowCount === 1
}

/** Shows how far it is. Throws `LostJob` when the job is not ours any more. */
export async function showProgress(pool: Pool, claim: Claim, progress: object): Promise<void> {
  const { rowCount } = await pool.query(`update pgboss.job set output = $4 where ${owned}`, [
    ...fenceOf(claim.name, [claim]),
    JSON.stringify({ progress }),
  ])
  if (rowCount === 0) throw new LostJob(`Job ${claim.jobId} is not this attempt's any more`)
}
