import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createCache, type Cache } from '@holdfast/kernel/cache'
import type { Clock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import {
  assertFolderFree,
  createDatabase,
  createListener,
  createMigrator,
  findRunningPostgres,
  LockedDataFolder,
  startEmbeddedPostgres,
  type Database,
  type MigrationModule,
} from '@holdfast/kernel/postgres'
import { connectRedis, type Redis } from '@holdfast/kernel/redis'
import { UnusableDataFolder } from './data-folder.ts'
import type { Environment } from './env.ts'

export interface Storage {
  readonly database: Database<unknown>
  /** Straight to the server as the application, for LISTEN and locks of their own. */
  readonly connectionString: string
  /** As a role that may make roles and databases, where there is one. It contains a password. */
  readonly adminUrl: string | undefined
  /** When the environment names one. It may be away, also at the start. */
  readonly redis: Redis | undefined
  /** Shared with the other processes: through Redis when there is one, else by notices. */
  readonly cache: Cache
  /** Closes the cache, Redis and the pool, then the embedded server when it is ours. */
  close(): Promise<void>
}

/** Where the database is, for both roles. */
export interface DatabaseAddresses {
  readonly app: string
  readonly owner: string
  /** For who may make roles and databases, where somebody may. */
  readonly admin: string | undefined
  /** Ends the embedded server, when there is one. */
  release(): Promise<void>
}

/** Throws `LockedDataFolder` when another process runs the embedded database. */
export async function assertDataFolderFree(env: Environment): Promise<void> {
  if (!env.DATABASE_URL) await assertFolderFree(embeddedFolder(env))
}

/**
 * For a command that only makes sense where the service has run: throws `UnusableDataFolder` when
 * the embedded database is meant and the data folder has none, instead of making an empty one.
 */
export async function assertDatabaseThere(env: Environment): Promise<void> {
  if (env.DATABASE_URL) return
  const folder = embeddedFolder(env)
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (isThere) return
  throw new UnusableDataFolder(
    `There is no database in ${resolve(env.HOLDFAST_DATA_DIR)}. Set HOLDFAST_DATA_DIR to the data ` +
      'folder of the service, or DATABASE_URL to its database; npm start makes a new one.',
  )
}

function embeddedFolder(env: Environment): string {
  return resolve(env.HOLDFAST_DATA_DIR, 'postgres')
}

/** The database that the environment names, or the embedded one, started. */
export async function locateDatabase(env: Environment, log: Log): Promise<DatabaseAddresses> {
  if (env.DATABASE_URL) {
    const app = env.DATABASE_URL.reveal()
    const owner = env.DATABASE_OWNER_URL?.reveal() ?? app
    return { app, owner, admin: env.STORES_DATABASE_URL?.reveal(), release: async () => undefined }
  }
  const server = await startEmbeddedPostgres({
    folder: embeddedFolder(env),
    log,
  })
  return {
    app: server.connectionString('app'),
    owner: server.connectionString('owner'),
    admin: server.connectionString('superuser', 'postgres'),
    release: () => server.stop(),
  }
}

/** As `locateDatabase` answers, for a command that may have found a service at work. */
export interface ReachedDatabase extends DatabaseAddresses {
  /** The process whose embedded server this is; absent when it is nobody's but ours. */
  readonly besidePid?: number
}

/**
 * For a command beside `npm start`: the named database, the embedded server of the process that
 * runs one on this data folder, or that server started by us. Throws `LockedDataFolder` when the
 * folder is held by a process that gets no server ready.
 */
export async function reachDatabase(env: Environment, log: Log): Promise<ReachedDatabase> {
  try {
    return await locateDatabase(env, log)
  } catch (error) {
    if (!(error instanceof LockedDataFolder)) throw error
    const running = await findRunningPostgres(embeddedFolder(env))
    if (!running) throw error
    return {
      app: running.connectionString('app'),
      owner: running.connectionString('owner'),
      admin: running.connectionString('superuser', 'postgres'),
      besidePid: running.ownerPid,
      release: async () => undefined,
    }
  }
}

/** Finds the database, migrates it and opens the pool. Fails as a whole: nothing stays running. */
export async function openStorage(
  env: Environment,
  parts: {
    readonly migrations: readonly MigrationModule[]
    readonly clock: Clock
    readonly log: Log
    readonly metrics: Metrics
  },
): Promise<Storage> {
  const { clock, log, metrics } = parts
  const addresses = await locateDatabase(env, log)
  try {
    const { owner } = addresses
    await createMigrator({ connectionString: owner, modules: parts.migrations, log }).up()
  } catch (error) {
    await addresses.release()
    throw error
  }
  const database = createDatabase({
    connectionString: addresses.app,
    applicationName: 'holdfast',
    clock,
    log,
    metrics,
  })
  const url = env.REDIS_URL?.reveal()
  const redis = url ? await connectRedis({ url, clock, log, metrics }) : undefined
  const listener = redis
    ? undefined
    : createListener({ connectionString: addresses.app, clock, log })
  return {
    database,
    connectionString: addresses.app,
    adminUrl: addresses.admin,
    redis,
    cache: createCache({ clock, log, metrics, redis, listener }),
    async close() {
      await listener?.close()
      await redis?.close()
      await database.close()
      await addresses.release()
    },
  }
}
