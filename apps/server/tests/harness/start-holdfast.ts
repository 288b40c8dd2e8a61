import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startServerProcess, type ServerProcess } from '@holdfast/testing/server-process'

export const root = resolve(import.meta.dirname, '../../../..')

/** The real service as a process of its own, with helpers to speak to it. */
export interface Holdfast extends AsyncDisposable {
  readonly process: ServerProcess
  readonly baseUrl: string
  readonly dataFolder: string
  /** Everything that the process has written so far, on both streams. */
  output(): string
}

export interface StartOptions {
  readonly appUrl: string
  readonly ownerUrl: string
  readonly env?: Readonly<Record<string, string>>
  /** Reused when given, so that a second process finds the keys and mails of the first. */
  readonly dataFolder?: string
}

/** Starts the server on a free port, against the given database, with generous limits. */
export async function startHoldfast(options: StartOptions): Promise<Holdfast> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'holdfast-server-')))
  const process = await startServerProcess({
    command: ['node', join(root, 'apps/server/src/main.ts')],
    cwd: root,
    env: {
      HOLDFAST_PROOFS: undefined,
      NODE_ENV: 'test',
      PORT: '0',
      HOLDFAST_DATA_DIR: dataFolder,
      DATABASE_URL: options.appUrl,
      DATABASE_OWNER_URL: options.ownerUrl,
      RATE_LIMIT_FACTOR: '100000',
      LOG_LEVEL: 'debug',
      ...options.env,
    },
    ready: /Ctrl-C drains and stops/,
    readyWithinMs: 60_000,
  })
  const baseUrl = /Site +(http:\S+)/.exec(process.stdout.all().join('\n'))?.[1] ?? ''
  return {
    process,
    baseUrl,
    dataFolder,
    output: () => [...process.stdout.all(), ...process.stderr.all()].join('\n'),
    async [Symbol.asyncDispose]() {
      await process.stop()
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
