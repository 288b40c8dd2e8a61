import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isServerOf } from './adoption.ts'
import { connectionStringOf, describeDataFolder, readPasswords, type Role } from './data-folder.ts'
import { lockOwner } from './folder-lock.ts'
import { readPostmaster } from './postmaster.ts'

/** A server that another process runs and will stop: a guest has its address and nothing else. */
export interface RunningPostgres {
  /** The process that holds the folder. */
  readonly ownerPid: number
  /** The address for a role; `database` is `holdfast` when not given. It contains a password. */
  connectionString(role: Role, database?: string): string
}

export interface FindOptions {
  /** How long to wait for a server that its owner is starting; 10,000 ms unless told. */
  readonly withinMs?: number
}

const pollMs = 50

/**
 * Finds the embedded server that another process runs on `folder`, for a command beside it. Takes
 * no lock and changes nothing. Undefined when nobody holds the folder, or when its owner has no
 * server ready within the time. The server ends with its owner, at any moment.
 */
export async function findRunningPostgres(
  folder: string,
  { withinMs = 10_000 }: FindOptions = {},
): Promise<RunningPostgres | undefined> {
  const deadlineAtMs = performance.now() + withinMs
  for (;;) {
    const owner = await lockOwner(resolve(folder))
    if (!owner) return undefined
    const running = await readyServer(resolve(folder), owner.pid)
    if (running || performance.now() > deadlineAtMs) return running
    await pause(pollMs)
  }
}

async function readyServer(root: string, ownerPid: number): Promise<RunningPostgres | undefined> {
  const folder = describeDataFolder(root)
  if (!existsSync(folder.ready)) return undefined
  const server = await readPostmaster(folder.data)
  if (!server?.ready || !(await isServerOf(server.pid, folder.data))) return undefined
  const passwords = await readPasswords(folder)
  const at = { passwords, port: server.port }
  return {
    ownerPid,
    connectionString: (role, database) => connectionStringOf(at, role, database),
  }
}
