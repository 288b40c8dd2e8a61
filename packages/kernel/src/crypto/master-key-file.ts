import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readMasterKey, type MasterKeys } from './master-keys.ts'

export interface LoadedMasterKey {
  readonly keys: MasterKeys
  readonly path: string
  readonly created: boolean
  /** One line for the log or the terminal: where the key is and what losing it means. */
  readonly warning: string
}

/**
 * The master key of a data folder, made at the first start. For development only: a key that
 * lies beside the data protects neither. Any number of processes may start at once and get
 * the same key. Throws when the file is there and holds no key; it is never overwritten.
 */
export async function loadOrCreateMasterKey(folder: string): Promise<LoadedMasterKey> {
  const path = join(folder, 'master.key')
  const created = (await readIfThere(path)) === undefined && (await createKeyFile(folder, path))
  const text = await readFile(path, 'utf8')
  await chmod(path, 0o600)
  return { keys: { current: parse(text, path), previous: [] }, path, created, warning: warn(path) }
}

/** Writes beside and links: the file appears whole or not at all, and the first one stays. */
async function createKeyFile(folder: string, path: string): Promise<boolean> {
  await mkdir(folder, { recursive: true })
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${randomBytes(32).toString('base64url')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    return await linkUnlessThere(draft, path)
  } finally {
    await rm(draft, { force: true })
    await syncFolder(folder)
  }
}

/** Data must not outlive its key: the name is on the disk before anything is sealed. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function linkUnlessThere(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false
    throw error
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined
    throw error
  }
}

function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function parse(text: string, path: string) {
  try {
    return readMasterKey(text)
  } catch (cause) {
    throw new Error(`${path} holds no master key; restore it from a backup`, { cause })
  }
}

function warn(path: string): string {
  return `Using the development master key in ${path}. Whoever has it can read all personal data; without it nobody can. In production set HOLDFAST_MASTER_KEY instead.`
}
