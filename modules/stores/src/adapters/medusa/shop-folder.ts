import { cp, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  applicationFiles,
  applicationFolder,
  type Installation,
} from './installation/installation.ts'

/** What a shop shares with the others: packages, and the dashboard where one was built. */
const sharedFolders = ['node_modules', 'public'] as const

/** Its own: what people upload, and what nobody may read. */
const ownFolders = ['static', 'private'] as const

/**
 * Puts the application into a shop's folder: a copy of the few files of ours, links to the rest.
 * Repeated for another installation it is moved over to that one.
 */
export async function fillShopFolder(folder: string, installation: Installation): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of ownFolders) await mkdir(join(folder, name), { recursive: true, mode: 0o700 })
  for (const name of applicationFiles) {
    await cp(join(applicationFolder, name), join(folder, name), { recursive: true })
  }
  for (const name of sharedFolders) {
    const target = join(installation.folder, name)
    if (existsSync(target)) await link(target, join(folder, name))
    else await rm(join(folder, name), { force: true })
  }
}

/** The installation that a shop's folder points to; undefined when there is none yet. */
export async function installationOf(folder: string): Promise<string | undefined> {
  const target = await readlink(join(folder, 'node_modules')).catch(() => undefined)
  return target === undefined ? undefined : basename(dirname(target))
}

/**
 * Moves what people have uploaded to a shop into `kept`, before its folder goes. Nothing is made
 * where nobody has uploaded anything; repeated, it adds what is new.
 */
export async function keepUploads(folder: string, kept: string): Promise<void> {
  for (const name of ownFolders) {
    const uploaded = await readdir(join(folder, name)).catch(() => [])
    if (uploaded.length === 0) continue
    await mkdir(kept, { recursive: true, mode: 0o700 })
    await cp(join(folder, name), join(kept, name), { recursive: true })
  }
}

async function link(target: string, path: string): Promise<void> {
  if ((await readlink(path).catch(() => undefined)) === target) return
  const draft = `${path}.${process.pid}.draft`
  await rm(draft, { force: true })
  await symlink(target, draft)
  await rename(draft, path)
}
