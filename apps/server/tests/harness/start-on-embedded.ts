import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startServerProcess } from '@holdfast/testing/server-process'
import { root, type Holdfast } from './start-holdfast.ts'

/** What the service needs to run on an embedded database in this folder, on a free port. */
export function embeddedEnvironment(dataFolder: string) {
  return { HOLDFAST_PROOFS: undefined, HOLDFAST_DATA_DIR: dataFolder, PORT: '0', NODE_ENV: 'test' }
}

/** A folder that the embedded server may enter: it is another account when we are root. */
export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-embedded-'))
  await promisify(execFile)('chmod', ['755', folder])
  return folder
}

/** Starts the server with a new embedded database of its own. Its end is in order. */
export async function startOnEmbedded(
  env: Readonly<Record<string, string>> = {},
): Promise<Holdfast> {
  const dataFolder = await newDataFolder()
  const process = await startServerProcess({
    command: ['node', join(root, 'apps/server/src/main.ts')],
    cwd: root,
    env: { ...embeddedEnvironment(dataFolder), ...env },
    ready: /Ctrl-C drains and stops/,
    readyWithinMs: 60_000,
  })
  return {
    process,
    baseUrl: /Site +(http:\S+)/.exec(process.stdout.all().join('\n'))?.[1] ?? '',
    dataFolder,
    output: () => [...process.stdout.all(), ...process.stderr.all()].join('\n'),
    async [Symbol.asyncDispose]() {
      // A service that is killed leaves its database running for the next one.
      process.signal('SIGTERM')
      await process.exited
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
