import { existsSync } from 'node:fs'
import { link, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts'

/** Another living process uses this data folder. */
export class LockedDataFolder extends Error {
  override readonly name = 'LockedDataFolder'
  readonly pid: number

  constructor(folder: string, pid: number) {
    super(`${folder} is in use by process ${pid}: stop that process, or choose another data folder`)
    this.pid = pid
  }
}

export interface FolderLock {
  /** Lets others in. Safe to call twice. */
  release(): Promise<void>
}

/**
 * Takes `folder` for this process alone. A lock of a process that is gone, also by `kill -9`,
 * counts for nothing, and neither does one whose pid now belongs to somebody else.
 * Of several processes that try at once exactly one wins. Throws `LockedDataFolder`.
 *
 * The lock is a numbered file; the highest number counts. It is taken over by creating the next
 * number, which the file system grants to one process only, and released by emptying it. The
 * highest file is never deleted, so nobody can delete the lock of a newer owner by mistake.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const locks = join(folder, 'locks')
  await mkdir(locks, { recursive: true })
  for (;;) {
    const highest = await highestNumber(locks)
    const owner = await readOwner(numbered(locks, highest))
    if (owner && (await isRunning(owner))) throw new LockedDataFolder(folder, owner.pid)
    const mine = highest + 1
    if (await claim(locks, mine)) return { release: () => release(locks, mine) }
  }
}

/** Throws `LockedDataFolder` when somebody holds the folder now. Takes and changes nothing. */
export async function assertFolderFree(folder: string): Promise<void> {
  const owner = await lockOwner(folder)
  if (owner) throw new LockedDataFolder(folder, owner.pid)
}

/** Who holds the lock now, if anybody. */
export async function lockOwner(folder: string): Promise<ProcessIdentity | undefined> {
  const locks = join(folder, 'locks')
  if (!existsSync(locks)) return undefined
  const owner = await readOwner(numbered(locks, await highestNumber(locks)))
  return owner && (await isRunning(owner)) ? owner : undefined
}

async function claim(locks: string, number: number): Promise<boolean> {
  const draft = join(locks, `draft-${randomUUID()}`)
  await writeFile(draft, JSON.stringify(await identifyProcess(process.pid)))
  try {
    await link(draft, numbered(locks, number))
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
  return confirm(locks, number)
}

/** Somebody slow may create a number that was already used and cleaned away: the highest counts. */
async function confirm(locks: string, number: number): Promise<boolean> {
  const numbers = await listNumbers(locks)
  if (Math.max(...numbers) !== number) {
    await rm(numbered(locks, number), { force: true })
    return false
  }
  const older = numbers.filter((other) => other < number)
  await Promise.all(older.map((other) => rm(numbered(locks, other), { force: true })))
  return true
}

async function release(locks: string, number: number): Promise<void> {
  const draft = join(locks, `draft-${randomUUID()}`)
  await writeFile(draft, '{}')
  await rename(draft, numbered(locks, number))
}

async function readOwner(path: string): Promise<ProcessIdentity | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof parsed !== 'object' || parsed === null) return undefined
    if (!('pid' in parsed) || typeof parsed.pid !== 'number') return undefined
    const startedAt = 'startedAt' in parsed ? String(parsed.startedAt) : undefined
    return { pid: parsed.pid, startedAt }
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined
    throw error
  }
}

async function highestNumber(locks: string): Promise<number> {
  return Math.max(0, ...(await listNumbers(locks)))
}

async function listNumbers(locks: string): Promise<readonly number[]> {
  const names = await readdir(locks)
  return names.map(Number).filter((number) => Number.isInteger(number))
}

function numbered(locks: string, number: number): string {
  return join(locks, String(number))
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
