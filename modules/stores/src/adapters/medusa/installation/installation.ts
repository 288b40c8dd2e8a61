import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** The pinned application, as this repository carries it. */
export const applicationFolder = resolve(
  import.meta.dirname,
  '../../../../../../deploy/stores/medusa-app',
)

/** What a shop's folder gets a copy of; the rest of it points into the installation. */
export const applicationFiles = ['package.json', 'medusa-config.js', 'run', 'seed', 'src'] as const

/** One Medusa on this machine, which all its shops share. */
export interface Installation {
  /** Of Medusa: `2.21.2`. */
  readonly version: string
  readonly folder: string
}

/**
 * Where the installation of the pinned application is or would be. Its name has the lock file's
 * fingerprint, so that other packages are another installation, beside the one that runs.
 */
export async function describeInstallation(dataDir: string): Promise<Installation> {
  const lock = await readFile(join(applicationFolder, 'package-lock.json'))
  const version = await readVersion()
  const fingerprint = createHash('sha256').update(lock).digest('hex').slice(0, 8)
  return { version, folder: join(resolve(dataDir), 'engines/medusa', `${version}-${fingerprint}`) }
}

/** The installation, once it is whole: the folder appears under its name in one step. */
export async function findInstallation(dataDir: string): Promise<Installation | undefined> {
  const wanted = await describeInstallation(dataDir)
  return existsSync(wanted.folder) ? wanted : undefined
}

const manifest = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/) })

async function readVersion(): Promise<string> {
  const text = await readFile(join(applicationFolder, 'package.json'), 'utf8')
  return manifest.parse(JSON.parse(text)).version
}
