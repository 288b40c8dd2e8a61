import type { Log } from '@holdfast/kernel/log'
import { Pool } from 'pg'

/** So many sign-ins use the database at once; hashing happens between their statements. */
const size = 5

/**
 * better-auth's own connections, which see the schema `auth` alone. Every wait has an end: for a
 * connection, on the server and for its answer.
 */
export function createAuthPool(connectionString: string, log: Pick<Log, 'warn'>): Pool {
  const pool = new Pool({
    connectionString,
    application_name: 'holdfast-auth',
    max: size,
    connectionTimeoutMillis: 8_000,
    statement_timeout: 5_000,
    query_timeout: 6_000,
    idle_in_transaction_session_timeout: 10_000,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 3_600,
    options: '-c search_path=auth',
    keepAlive: true,
  })
  // Without listeners, losing a connection would end the process: an idle one by the pool's
  // event, one that a caller holds by its own.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'A connection of sign-in was lost'))
  })
  return pool
}
