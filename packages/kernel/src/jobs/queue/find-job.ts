import { CompiledQuery } from 'kysely'
import type { Pool } from 'pg'
import type { Transaction } from '../../postgres/postgres.ts'
import { cancelChannel } from './boss.ts'

export type JobState = 'waiting' | 'running' | 'completed' | 'cancelled' | 'failed'

/** A job as whoever started it may see it. Gone an hour after its end. */
export interface JobStatus {
  readonly id: string
  readonly name: string
  readonly state: JobState
  /** What it last said of itself while it ran. */
  readonly progress?: unknown
}

const states: Readonly<Record<string, JobState>> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
}

/** Undefined when there is no such job, or no longer. `organisationId` narrows it to its jobs. */
export async function findJob(
  pool: Pool,
  { jobId, organisationId }: JobAddress,
): Promise<JobStatus | undefined> {
  const { rows } = await pool.query<{ name: string; state: string; progress: unknown }>(
    `select name, state, output -> 'progress' as progress from pgboss.job ${byAddress}`,
    [jobId, organisationId ?? null],
  )
  const [row] = rows
  if (!row) return undefined
  const { name, progress } = row
  const state = states[row.state] ?? finalState(row.state)
  return { id: jobId, name, state, ...(progress === null ? {} : { progress }) }
}

function finalState(state: string): JobState {
  return state === 'completed' || state === 'cancelled' ? state : 'failed'
}

export interface JobAddress {
  readonly jobId: string
  readonly organisationId?: string | undefined
}

// The names first: the primary key is (name, id).
const byAddress = `
  where name in (select name from pgboss.queue) and id = $1
    and ($2::text is null or data -> 'cause' ->> 'organisationId' = $2)`

// Who listens hears of it once it is committed.
const cancelled = `
  with cancelled as (
    update pgboss.job set state = 'cancelled', completed_on = now() ${byAddress}
       and state < 'completed'
    returning id
  )
  select pg_notify($3, id::text) from cancelled`

/** False when it had ended already. A running one is told: its signal aborts. */
export async function cancelJob(pool: Pool, address: JobAddress): Promise<boolean> {
  const { rowCount } = await pool.query(cancelled, valuesOf(address))
  return rowCount === 1
}

/**
 * The same in the caller's transaction: the job is cancelled, and told, exactly when that is
 * committed. It waits for an attempt that settles, and is false once that has settled.
 */
export async function cancelJobIn(tx: Transaction<unknown>, address: JobAddress): Promise<boolean> {
  const query = CompiledQuery.raw(cancelled, valuesOf(address))
  const { rows } = await tx.kysely.executeQuery(query)
  return rows.length === 1
}

function valuesOf({ jobId, organisationId }: JobAddress) {
  return [jobId, organisationId ?? null, cancelChannel]
}
