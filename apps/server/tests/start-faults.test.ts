import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { testDatabase } from '@holdfast/testing/database'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './harness/start-holdfast.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-faults-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Starts the service, expecting that it refuses to run. */
async function start(env: Readonly<Record<string, string>>): Promise<Ended> {
  const { HOLDFAST_PROOFS: _proofs, ...inherited } = process.env
  try {
    const done = await promisify(execFile)(process.execPath, ['apps/server/src/main.ts'], {
      cwd: root,
      env: { ...inherited, HOLDFAST_DATA_DIR: folder, PORT: '0', ...env },
      timeout: 20_000,
    })
    return { code: 0, ...done }
  } catch (error) {
    // `execFile` rejects with the streams and the exit code on the error.
    return error as Ended
  }
}

test('missing and wrong variables: all of them named at once, exit 1, no value printed', async () => {
  const ended = await start({
    NODE_ENV: 'production',
    PORT: 'hunter2',
    PUBLIC_URL: 'http://hunter2.example',
    HOLDFAST_PROBE_TOKEN: 'hunter2',
    REQUEST_DEADLINE: 'hunter2',
    HOLDFAST_PROBE_TOKN: 'hunter2',
  })
  expect(ended.code).toBe(1)
  for (const name of [
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'HOLDFAST_MASTER_KEY',
    'HOLDFAST_PROBE_TOKEN',
    'SMTP_URL',
    'REQUEST_DEADLINE',
    'HOLDFAST_PROBE_TOKN',
  ]) {
    expect(ended.stderr).toMatch(new RegExp(`^ +${name} `, 'm'))
  }
  expect(ended.stdout + ended.stderr).not.toContain('hunter2')
})

test.each([
  ['ALLOWED_ORIGINS', 'canary-origin'],
  ['HOLDFAST_MASTER_KEY', 'canary-key-canary-key-canary-key-canary-key-1234'],
  ['SMTP_URL', 'canary://mail'],
  ['DATABASE_URL', 'canary://database'],
])(
  '%s that only its user could find wrong is named at once, without its value',
  async (name, value) => {
    const ended = await start({ [name]: value })
    expect(ended.code).toBe(1)
    expect(ended.stderr).toMatch(new RegExp(`^ +${name} must `, 'm'))
    expect(ended.stdout + ended.stderr).not.toMatch(/canary|^ +at /m)
  },
)

test('a data folder that is a file: one clear line with the remedy', async () => {
  const ended = await start({ HOLDFAST_DATA_DIR: join(root, 'package.json') })
  expect(ended.code).toBe(1)
  expect(ended.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^The data folder .* can not be used\. Set HOLDFAST_DATA_DIR/),
  ])
})

test('a port in use: one clear line with the remedy, exit 1, nothing started', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const ended = await start({ PORT: String(port) })
  server.close()
  expect(ended).toMatchObject({ code: 1, stdout: '' })
  expect(ended.stderr.trim()).toBe(
    `Port ${port} is in use. Stop its owner, or set PORT=${port + 1}.`,
  )
})

test('an edited migration: one clear line with the remedy, exit 1, nothing changed', async () => {
  const { appUrl, ownerUrl } = await testDatabase()
  const urls = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl }
  const migrated = await promisify(execFile)(
    process.execPath,
    ['apps/server/src/cli/main.ts', 'migrate', 'up'],
    { cwd: root, env: { ...process.env, HOLDFAST_PROOFS: undefined, ...urls } },
  )
  expect(migrated.stdout).toContain('0001-bookings.sql')
  await withOwner(
    ownerUrl,
    `update kernel.migration set checksum = repeat('0', 64)
    where module = 'bookings'`,
  )
  const ended = await start(urls)
  expect(ended.code).toBe(1)
  expect(ended.stderr.trim().split('\n')).toHaveLength(1)
  expect(ended.stderr).toMatch(/bookings\/0001-bookings\.sql .*(edited|changed)/)
})

async function withOwner(ownerUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

test('a payment provider whose keys are not good: one line, and its own database is stopped again', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'holdfast-keys-'))
  // The embedded server runs as another account when we are root, and must be able to enter.
  await chmod(dataFolder, 0o755)
  const ended = await start({ HOLDFAST_DATA_DIR: dataFolder, STRIPE_SECRET_KEY: 'canary' })
  expect(ended.code).toBe(1)
  expect(ended.stderr).toBe('STRIPE_PUBLISHABLE_KEY is missing\n')
  expect(await readdir(join(dataFolder, 'postgres'))).not.toContain('postmaster.pid')
  await rm(dataFolder, { recursive: true })
})

test('a database that can not be reached: one clear line, exit 1', async () => {
  const nowhere = 'postgres://holdfast_app:x@127.0.0.1:9/none'
  const ended = await start({ DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere })
  expect(ended.code).toBe(1)
  expect(ended.stderr).not.toMatch(/^ +at /m)
  expect(ended.stderr).toMatch(/database/i)
})
