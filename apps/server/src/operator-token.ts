import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The operators' bearer token of a development machine: made once and kept in the data folder,
 * readable by its owner alone. Production passes its own by OPERATOR_TOKEN.
 */
export async function loadOrCreateOperatorToken(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'operator-token')
  try {
    // `wx` fails when the file exists: of two processes that start at once, one token wins.
    await writeFile(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!isFileThere(error)) throw error
  }
  return (await readFile(path, 'utf8')).trim()
}

function isFileThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
