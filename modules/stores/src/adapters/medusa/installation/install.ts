import { randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { LockedDataFolder, lockFolder, type FolderLock } from '@holdfast/kernel/postgres'
import { DriverError } from '../../../driver/driver-error.ts'
import { runProgram, type ProgramResult } from '../../programs/run-program.ts'
import {
  applicationFiles,
  applicationFolder,
  describeInstallation,
  findInstallation,
  type Installation,
} from './installation.ts'

export interface InstallOptions {
  readonly dataDir: string
  readonly signal: AbortSignal
  /** A line for whoever waits. */
  report(line: string): void
  /** How npm is called; tests give another. */
  readonly npm?: readonly [program: string, ...args: string[]]
  /** False leaves Medusa's dashboard out: building it takes up to 1.8 GB of memory. */
  readonly dashboard?: boolean
  /** For npm: where programs are, and what a proxy needs. */
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Installs the pinned Medusa once for all shops. It is made in a folder beside its place and
 * renamed when it is whole, so nobody ever sees half of one; of two at once one waits for the
 * other. Throws `DriverError`.
 */
export async function installMedusa(options: InstallOptions): Promise<Installation> {
  const wanted = await describeInstallation(options.dataDir)
  await mkdir(dirname(wanted.folder), { recursive: true })
  const lock = await lockOrWait(dirname(wanted.folder), options)
  try {
    const found = await findInstallation(options.dataDir)
    if (found) return found
    await installUnder(wanted, options)
    return wanted
  } finally {
    await lock.release()
  }
}

const lookEveryMs = 250

async function lockOrWait(folder: string, { signal, report }: InstallOptions): Promise<FolderLock> {
  for (let told = false; ; told = true) {
    try {
      return await lockFolder(folder)
    } catch (error) {
      if (!(error instanceof LockedDataFolder)) throw error
      if (!told) report(`Process ${error.pid} is installing Medusa; waiting for it`)
    }
    await pause(lookEveryMs, undefined, { signal })
  }
}

async function installUnder(wanted: Installation, options: InstallOptions): Promise<void> {
  await removeDrafts(dirname(wanted.folder))
  const draft = `${wanted.folder}.${randomUUID()}${draftEnding}`
  await mkdir(draft)
  for (const name of [...applicationFiles, ...onlyToInstall]) {
    await cp(join(applicationFolder, name), join(draft, name), { recursive: true })
  }
  options.report(`Installing Medusa ${wanted.version}: about 670 MB, a minute or two`)
  const [npm, ...npmArgs] = options.npm ?? ['npm']
  const installed = await run(draft, options, [npm, ...npmArgs, ...installArguments])
  if (installed.code !== 0) throw installFailed(installed)
  if (options.dashboard !== false) await buildDashboard(draft, options)
  await rename(draft, wanted.folder)
}

const draftEnding = '.unfinished'

/** Those of installers that were killed; what still writes into one may keep a rest of it. */
async function removeDrafts(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.endsWith(draftEnding))
  for (const name of left) {
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

const onlyToInstall = ['package-lock.json', '.npmrc', 'build-admin.js']

// No package of it needs its scripts, and a package that has none runs none.
export const installArguments = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']

async function buildDashboard(draft: string, options: InstallOptions): Promise<void> {
  options.report('Building the dashboard: about half a minute')
  const built = await run(draft, options, [process.execPath, 'build-admin.js'])
  if (built.code === 0) return
  await rm(join(draft, 'public'), { recursive: true, force: true })
  options.report('The dashboard could not be built; shops run without it')
}

function run(cwd: string, { signal, env }: InstallOptions, argv: readonly [string, ...string[]]) {
  const [program, ...args] = argv
  return runProgram({ program, args, cwd, env: { ...env, NODE_ENV: 'production' }, signal })
}

function installFailed({ stdout, stderr }: ProgramResult): DriverError {
  return new DriverError('Medusa could not be installed on this machine', {
    class: 'transient',
    code: 'installFailed',
    output: stderr || stdout,
  })
}
