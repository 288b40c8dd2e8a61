import { Kysely, type KyselyProps } from 'kysely'
import type { ClientConfig } from 'pg'
import { systemClock, type Clock } from '../../clock/clock.ts'
import type { Metrics } from '../../metrics/metrics.ts'
import { poolDialect } from './dialect.ts'
import { Pinger } from './ping.ts'
import { Pool } from './pool.ts'
import { runTransaction, type TransactionSource } from './transaction.ts'
import { typeParsers } from './type-parsers.ts'
import type { Database, DatabaseLog } from './types.ts'

export interface DatabaseOptions {
  /** `postgres://role:password@host:port/database`, straight to the server: no pooler between. */
  readonly connectionString: string
  /** Seen in `pg_stat_activity`; up to 26 characters leave room for the correlation id. */
  readonly applicationName: string
  readonly log: DatabaseLog
  readonly clock?: Clock
  /** Shows `database_connections{state}`. */
  readonly metrics?: Pick<Metrics, 'gauge'>
  readonly poolSize?: number
  /** How long a caller waits for a connection. */
  readonly waitTimeoutMs?: number
  /** How long one attempt to connect may take. */
  readonly connectTimeoutMs?: number
  /** How long the server lets one statement run. */
  readonly statementTimeoutMs?: number
  /** How long we wait for an answer; longer than `statementTimeoutMs`, for a server that is frozen. */
  readonly queryTimeoutMs?: number
  /** How long the server lets a transaction sit between two statements. */
  readonly idleInTransactionTimeoutMs?: number
  /** When a connection that nobody uses is closed. */
  readonly idleTimeoutMs?: number
  /** When a connection is replaced, however busy. */
  readonly lifetimeMs?: number
}

/**
 * Opens a pool; connects when first used. Every wait and query ends with the current request:
 * at its deadline, or when its caller goes away. Failures of the server, the connection and the
 * waiting throw `request.unavailable` or `request.deadline`; errors in a statement stay as they
 * are, see `databaseError`.
 */
export function createDatabase(options: DatabaseOptions): Database<unknown> {
  const { clock = systemClock, log, applicationName } = options
  const client = clientConfig(options)
  const pool = createPool(options, client)
  const { kysely, kyselyProps } = createKysely(pool)
  if (options.metrics) showPool(options.metrics, pool)
  const source: TransactionSource = { pool, kyselyProps, clock, log, applicationName }
  const pinger = new Pinger(client, clock)
  const database: Database<unknown> = {
    kysely,
    transaction: (work, transactionOptions) => runTransaction(source, work, transactionOptions),
    withTypes: <Other>() => seenAs<Other>(database),
    ping: (timeoutMs) => pinger.ping(timeoutMs),
    stats: () => pool.stats(),
    close() {
      pinger.close()
      return pool.close()
    },
  }
  return database
}

function createPool(options: DatabaseOptions, client: ClientConfig): Pool {
  const { statementTimeoutMs = 30_000 } = options
  return new Pool({
    client,
    size: options.poolSize ?? 10,
    waitTimeoutMs: options.waitTimeoutMs ?? 30_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    queryTimeoutMs: options.queryTimeoutMs ?? statementTimeoutMs + 5_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 30_000,
    lifetimeMs: options.lifetimeMs ?? 3_600_000,
    clock: options.clock ?? systemClock,
    log: options.log,
  })
}

function showPool(metrics: Pick<Metrics, 'gauge'>, pool: Pool): void {
  const gauge = metrics.gauge({
    name: 'database_connections',
    help: 'Connections in the pool by state, and callers that wait for one.',
    labels: ['state'],
  })
  gauge.collect(() => {
    const { size, idle, waiting } = pool.stats()
    const states = { busy: size - idle, idle, waiting }
    return Object.entries(states).map(([state, value]) => ({ labels: { state }, value }))
  })
}

function clientConfig(options: DatabaseOptions): ClientConfig {
  return {
    connectionString: options.connectionString,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 60_000,
    // The server stops working for a client that has gone, such as one whose query was cut.
    options: '-c client_connection_check_interval=2000',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: typeParsers,
  }
}

/** Kysely hands out what a transaction needs to know of it through a plain subclass. */
function createKysely(pool: Pool): { kysely: Kysely<unknown>; kyselyProps: KyselyProps } {
  const dialect = poolDialect(pool)
  const config = { dialect }
  const kysely = new Kysely<unknown>(config)
  const kyselyProps = {
    config,
    dialect,
    driver: dialect.createDriver(),
    executor: kysely.getExecutor(),
  }
  return { kysely, kyselyProps }
}

// Types of tables exist for the compiler only: at run time every view is the same object.
function seenAs<Other>(database: Database<unknown>): Database<Other> {
  return database as unknown as Database<Other>
}
