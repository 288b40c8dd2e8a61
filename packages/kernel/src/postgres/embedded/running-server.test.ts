import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { startServerProcess } from '@holdfast/testing/server-process'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from './embedded-server.ts'
import { LockedDataFolder, lockOwner } from './folder-lock.ts'
import { findRunningPostgres } from './running-server.ts'

const folder = await mkdtemp(join(tmpdir(), 'holdfast-running-'))
await chmod(folder, 0o755)
const log = { info() {}, warn() {} }
const program = join(import.meta.dirname, 'hold-folder.fixture.ts')

afterAll(async () => {
  await (await startEmbeddedPostgres({ folder, log })).stop()
  await rm(folder, { recursive: true, force: true })
})

async function ask(connectionString: string): Promise<unknown> {
  const client = new Client({ connectionString })
  await client.connect()
  const { rows } = await client.query('select current_user as who')
  await client.end()
  return rows[0]?.who
}

test('nobody runs a server: that is the answer at once, and nothing is made', async () => {
  expect(await findRunningPostgres(join(folder, 'nowhere'))).toBeUndefined()
  expect(await findRunningPostgres(folder)).toBeUndefined()
  expect(await readdir(folder)).toEqual([])
})

test('a guest finds the server of another process, also while it starts, and owns nothing', async () => {
  const starting = startServerProcess({
    command: ['node', program, folder],
    ready: /"url"/,
    readyWithinMs: 20_000,
  })
  // The folder is locked first; its server takes about a second more.
  await eventually(async () => expect(await lockOwner(folder)).toBeDefined(), { everyMs: 5 })
  const found = await findRunningPostgres(folder)
  await using owner = await starting
  expect(found?.ownerPid).toBe(owner.pid)
  expect(await ask(found?.connectionString('app') ?? '')).toBe('holdfast_app')
  expect(await ask(found?.connectionString('owner') ?? '')).toBe('holdfast_owner')
  await expect(startEmbeddedPostgres({ folder, log })).rejects.toThrow(LockedDataFolder)
})

test('the server that a killed owner left behind is nobody’s: it is not found, but adopted', async () => {
  expect(await findRunningPostgres(folder)).toBeUndefined()
  const server = await startEmbeddedPostgres({ folder, log })
  expect(server.adopted).toBe(true)
  await server.stop()
})
