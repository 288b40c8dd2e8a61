import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { MigrationError } from './migration-error.ts'

export interface SessionOptions {
  /** A direct connection as the owner of the schemas, not through a pooler. */
  readonly connectionString: string
  /** How long a process waits for another one that migrates. */
  readonly lockDeadlineMs: number
  /** The longest that one statement of a migration may take. */
  readonly statementTimeoutMs: number
}

/** Runs `work` on a connection of its own. */
export async function withSession<T>(
  options: SessionOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { connectionString, statementTimeoutMs } = options
  const client = new Client({
    connectionString,
    application_name: `holdfast-migrate ${process.pid}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    // A frozen server enforces nothing.
    query_timeout: statementTimeoutMs + 5_000,
    // An owner's own setting must not end the session while it waits between two files.
    options: '-c idle_in_transaction_session_timeout=0 -c idle_session_timeout=0',
  })
  // A connection that breaks fails the query that waits on it; nobody else needs to know.
  client.on('error', () => undefined)
  await connect(client)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Runs `work` while no other process migrates this database. The lock belongs to the same
 * connection as the work, so that both end together when the process or the connection dies.
 */
export function withMigrationLock<T>(
  options: SessionOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return withSession(options, async (client) => {
    await takeLock(client, options.lockDeadlineMs)
    return work(client)
  })
}

async function connect(client: Client): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(
      `The database can not be reached for migrations: ${reason}. See that it runs and try again.`,
      { cause: error },
    )
  }
}

const lockKey = `hashtextextended('holdfast.migrate', 0)`

/**
 * Asks again and again instead of waiting inside the server: a session that waits in a statement
 * holds a snapshot, and CREATE INDEX CONCURRENTLY by the lock's holder waits for every snapshot.
 */
async function takeLock(client: Client, deadlineMs: number): Promise<void> {
  const giveUpAtMs = performance.now() + deadlineMs
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(${lockKey}) as taken`,
    )
    if (rows[0]?.taken) return
    if (performance.now() >= giveUpAtMs) throw await lockRefusal(client, deadlineMs)
    await pause(50 + Math.random() * 100)
  }
}

async function lockRefusal(client: Client, deadlineMs: number): Promise<MigrationError> {
  const { rows } = await client.query<{ pid: number; name: string }>(
    `select a.pid, a.application_name as name
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and (l.classid::bigint << 32) | l.objid::bigint = ${lockKey}`,
  )
  const [holder] = rows
  const who = holder ? `"${holder.name}" (server pid ${holder.pid})` : 'Another process'
  return new MigrationError(
    `${who} has been migrating for more than ${deadlineMs / 1000} s. Wait for it, or end it and run again.`,
  )
}
