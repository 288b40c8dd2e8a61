import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { bootstrapOnce, createClusterOnce, type ClusterOptions } from './cluster.ts'
import { findBinaries } from './binaries.ts'
import {
  connectionStringOf,
  openDataFolder,
  readOrCreatePasswords,
  type Role,
} from './data-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { launchPostmaster, type Postmaster } from './postmaster.ts'
import { adoptOrStop, stopPostmaster } from './adoption.ts'
import { superviseServer } from './supervisor.ts'
import { assertCanEnter, chooseSystemUser } from './system-user.ts'

export interface EmbeddedPostgres {
  /** The address for a role; `database` is `holdfast` when not given. It contains a password. */
  connectionString(role: Role, database?: string): string
  /** Of the server that runs now: another one after it was started again. */
  readonly pid: number
  /** Stays the same as long as this process runs. */
  readonly port: number
  /** True when the server was already running, left behind by a process that was killed. */
  readonly adopted: boolean
  /** Ends the server in order, then releases the folder. Safe to call twice. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  readonly folder: string
  readonly log: EmbeddedLog
  /** False only for throw-away data: a power cut or a killed machine may then destroy it. */
  readonly durable?: boolean
}

export interface EmbeddedLog {
  info(data: object, message: string): void
  warn(data: object, message: string): void
}

/**
 * Starts the PostgreSQL that npm installed, with its data in `folder`, and creates the data at
 * the first start. One process at a time: throws `LockedDataFolder` when another holds the
 * folder. A server left by a killed process is taken over when it answers, else replaced.
 * The server outlives this process unless `stop()` is called. When it ends by itself, or by
 * somebody's hand, it is started again at the same address.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const folder = await openDataFolder(resolve(options.folder))
  const lock = await lockFolder(folder.root)
  try {
    const user = chooseSystemUser(folder.data)
    assertCanEnter(user, folder.root)
    const binaries = await findBinaries()
    assertCanEnter(user, binaries.folder)
    const passwords = await readOrCreatePasswords(folder)
    const cluster = { binaries, folder, passwords, user, durable: options.durable ?? true }
    const left = existsSync(folder.data) ? await adoptOrStop(cluster, options.log) : undefined
    const running = left ?? (await startFresh(cluster))
    await bootstrapOrStop(cluster, running)
    options.log.info({ pid: running.pid, adopted: left !== undefined }, 'PostgreSQL is ready')
    const supervisor = superviseServer(cluster, running, options.log)
    return {
      connectionString: (role, database) =>
        connectionStringOf({ passwords, port: running.port }, role, database),
      get pid() {
        return supervisor.current().pid
      },
      port: running.port,
      adopted: left !== undefined,
      async stop() {
        await supervisor.stop()
        await stopPostmaster(supervisor.current().pid, folder.data)
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function bootstrapOrStop(cluster: ClusterOptions, running: Postmaster): Promise<void> {
  try {
    await bootstrapOnce(cluster.folder, cluster.passwords, running.port)
  } catch (error) {
    await stopPostmaster(running.pid, cluster.folder.data)
    throw error
  }
}

async function startFresh(cluster: ClusterOptions): Promise<Postmaster> {
  await createClusterOnce(cluster)
  return launchPostmaster(cluster)
}
