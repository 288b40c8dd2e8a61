import { sql } from 'kysely'
import { Client } from 'pg'
import { asProblem } from '../database/database-errors.ts'
import { runPrepared } from '../database/prepared.ts'
import type { Transaction } from '../database/types.ts'

/**
 * Waits until no other transaction holds `key`, and holds it until this one ends. The wait is
 * bounded like any query. Keys are text; they share one space for the whole database.
 */
export async function withAdvisoryLock<DB>(tx: Transaction<DB>, key: string): Promise<void> {
  const lock = sql`pg_advisory_xact_lock(hashtextextended(${key}, 0))`
  await runPrepared(tx.kysely, tx.kysely.selectNoFrom(lock.as('locked')))
}

export type Exclusive<T> =
  | { readonly acquired: true; readonly result: T }
  | { readonly acquired: false }

/**
 * Runs `work` unless somebody else holds `key` now, on a connection of its own that is closed
 * afterwards, so the lock can not leak. The lock is lost with the connection: `signal` then
 * aborts, and `work` must stop. For short work; there is no fence.
 */
export async function tryAdvisoryLock<T>(
  connectionString: string,
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Exclusive<T>> {
  const client = new Client({ ...connectionDefaults, connectionString })
  const lost = new AbortController()
  client.on('error', (error) => lost.abort(asProblem(error)))
  try {
    if (!(await takeLock(client, key))) return { acquired: false }
    try {
      return { acquired: true, result: await work(lost.signal) }
    } finally {
      await releaseLock(client)
    }
  } finally {
    client.connection.stream.destroy()
  }
}

const connectionDefaults = {
  application_name: 'advisory-lock',
  connectionTimeoutMillis: 5_000,
  query_timeout: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}

async function takeLock(client: Client, key: string): Promise<boolean> {
  const statement = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken'
  try {
    await client.connect()
    const { rows } = await client.query<{ taken: boolean }>(statement, [key])
    return rows[0]?.taken === true
  } catch (error) {
    throw asProblem(error)
  }
}

/** So that the lock is free when we return; closing alone takes the server a moment to notice. */
async function releaseLock(client: Client): Promise<void> {
  try {
    await client.query('select pg_advisory_unlock_all()')
  } catch {
    // The connection is lost, and the lock with it.
  }
}
