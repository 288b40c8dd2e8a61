import { createHash } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { Pool } from 'pg'
import { PgBoss, type ConstructorOptions, type Db } from 'pg-boss'
import type { Transaction } from '../../postgres/postgres.ts'

/** Where a job goes that can not be done; nobody takes jobs from there. */
export const deadLetterQueue = 'dead-letters'

const schema = 'pgboss'

/** The channel that says, by its name, which queue has a new job: pg-boss's own. */
export const wakeChannel = `pgboss_${createHash('sha224').update(schema).digest('hex').slice(0, 24)}`

/** The channel that carries the id of a job that was cancelled while it ran. */
export const cancelChannel = 'kernel_job_cancelled'

export interface BossLog {
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

export interface BossOptions {
  readonly connectionString: string
  readonly log: BossLog
  /** Whether this process watches over everybody's jobs: heartbeats, schedules, sweeping. */
  readonly supervise: boolean
}

export interface StartedBoss {
  readonly boss: PgBoss
  /** Connections for the jobs' own bookkeeping: busy requests never starve a heartbeat. */
  readonly pool: Pool
  close(): Promise<void>
}

const poolSize = 4

/**
 * The index holds waiting jobs in the order in which they are taken. Right after a burst the
 * planner, whose statistics are older, would rather read and sort them all at each claim:
 * 10 ms instead of 1 ms for 500 of 15,000, and growing with the queue.
 */
const readInOrder = '-c enable_sort=off'
const statementTimeoutMs = 10_000

/** Opens the connections and starts pg-boss on the migrated schema, which it never changes. */
export async function startBoss(options: BossOptions): Promise<StartedBoss> {
  const { log } = options
  const pool = new Pool({
    connectionString: options.connectionString,
    application_name: 'jobs',
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 5_000,
    keepAlive: true,
    options: readInOrder,
  })
  pool.on('error', (error) => log.warn({ err: error }, 'A connection for jobs was lost'))
  const boss = new PgBoss(
    bossOptions(options, { executeSql: (text, values) => pool.query(text, values) }),
  )
  boss.on('error', (error) => log.warn({ err: error }, 'The supervision of jobs failed for now'))
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'Jobs need attention'))
  try {
    await boss.start()
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    boss,
    pool,
    async close() {
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}

function bossOptions({ supervise }: BossOptions, db: Db): ConstructorOptions {
  return {
    db,
    schema,
    migrate: false,
    createSchema: false,
    supervise,
    schedule: supervise,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 60,
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 2,
    // Its role owns no index; the owner reindexes.
    reindex: false,
  }
}

/** What pg-boss needs to run its statements inside a transaction of ours. */
export function inTransaction(tx: Transaction<unknown>): Db {
  return {
    executeSql: async (text, values = []) => {
      const { rows } = await tx.kysely.executeQuery(CompiledQuery.raw(text, [...values]))
      return { rows }
    },
  }
}
