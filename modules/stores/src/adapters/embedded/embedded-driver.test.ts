import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { createDatabase, isRunning } from '@holdfast/kernel/postgres'
import { testDatabase, testServer } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Shop } from '../../driver/driver.ts'
import { callOf, makeShop, takeAway } from '../../fixtures/conformance/driver-under-test.ts'
import { migrations } from '../../fixtures/migrations.ts'
import { openDatabaseServer } from '../local/database-server.ts'
import { createShopFolders } from '../local/shop-record.ts'
import { givenDriver, shopFolder } from './fixtures/given-driver.ts'
import { buy, visit } from './fixtures/visitor.ts'

const { database, appUrl } = await testDatabase({ migrations })
const given = await givenDriver(database)
const { driver, dataFolder, adminUrl } = given
const folders = createShopFolders(`${dataFolder}/stores`)
const log = { info() {}, warn() {}, error() {} }

async function recordOf({ id }: Shop) {
  const record = await folders.read(id)
  if (!record) throw new Error('it was never released')
  return record
}

async function connects(connectionString: string): Promise<boolean> {
  const one = createDatabase({ connectionString, applicationName: 'intruder', log })
  try {
    await sql`select 1`.execute(one.kysely)
    return true
  } catch {
    return false
  } finally {
    await one.close()
  }
}

test('what a shop knows stays in it: no other database, nothing in its arguments', async () => {
  const shop = await makeShop(driver, await given.shop())
  const other = await given.shop()
  await makeShop(driver, other, ['allocate', 'database'])
  const own = new URL(adminUrl)
  own.username = `store_${shop.id.replaceAll('-', '')}`
  own.password = shop.secrets.databasePassword
  const at = (name: string) => Object.assign(new URL(own), { pathname: `/${name}` }).href
  expect(await connects(at(own.username))).toBe(true)
  expect(await connects(at(`store_${other.id.replaceAll('-', '')}`))).toBe(false)
  expect(await connects(at(new URL(appUrl).pathname.slice(1)))).toBe(false)
  const { pid } = await recordOf(shop)
  const shown = await Promise.all(
    ['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')),
  )
  for (const secret of Object.values(shop.secrets)) expect(shown.join()).not.toContain(secret)
  await takeAway(driver, shop)
  await takeAway(driver, other)
})

test('a shop that hangs is replaced, and what was bought is in the dump when it goes', async () => {
  const shop = await makeShop(driver, await given.shop())
  const hanging = await recordOf(shop)
  await buy(visit(`http://127.0.0.1:${hanging.port}`), 'enamel-mug')
  process.kill(hanging.pid, 'SIGSTOP')
  const seen = { state: 'starting', detail: 'It does not answer.' }
  expect(await driver.observe(shop, callOf())).toMatchObject(seen)
  await makeShop(driver, shop, ['release', 'wait'])
  expect(await isRunning(hanging)).toBe(false)
  expect(await driver.observe(shop, callOf())).toMatchObject({ state: 'running' })
  await driver.destroy('release', shop, callOf())
  const kept = await driver.destroy('data', shop, callOf())
  // Its owner reads the name: where the server keeps it is nothing to them.
  expect(kept['dump']).toBe(`${shop.id}.jsonl.gz`)
  const file = join(dataFolder, 'store-dumps', String(kept['dump']))
  const dump = await promisify(gunzip)(await readFile(file))
  expect(dump.toString()).toMatch(/"table":"shop.customer_order","row":\{.*"kim@example.com"/)
  // Asked again when all is gone, it still says where.
  expect(await driver.destroy('data', shop, callOf())).toMatchObject({ dump: kept['dump'] })
})

test('of a shop that was never open nothing is put aside', async () => {
  const shop = { ...(await given.shop()), wasReady: false }
  await makeShop(driver, shop)
  await driver.destroy('release', shop, callOf())
  expect(await driver.destroy('data', shop, callOf())).toEqual({})
  const file = join(dataFolder, 'store-dumps', `${shop.id}.jsonl.gz`)
  expect(existsSync(file)).toBe(false)
})

test('a shop that nobody wrote down, since who started it was killed, is found and taken away', async () => {
  const shop = await makeShop(driver, await given.shop())
  const started = await recordOf(shop)
  await rm(folders.pathOf(shop.id, 'process.json'))
  expect(await driver.leftovers(shop, callOf())).toContainEqual(
    expect.objectContaining({ kind: 'process', name: String(started.pid) }),
  )
  await takeAway(driver, shop)
  expect(await isRunning(started)).toBe(false)
})

test('a port at which another program listens is given up for another', async () => {
  const shop = await given.shop()
  const { port } = await driver.apply('allocate', shop, callOf())
  const intruder = createServer().listen(Number(port), '127.0.0.1')
  onTestFinished(() => void intruder.close())
  await once(intruder, 'listening')
  await makeShop(driver, shop, ['database', 'migrate'])
  const releasing = callOf()
  await driver.apply('release', shop, releasing)
  // Whoever runs the machine learns of it by the timeline alone.
  const moved = `Another program listens at port ${port}: the shop moves to another port.`
  expect(releasing.reports).toEqual([moved])
  const made = await makeShop(driver, shop)
  expect((await recordOf(made)).port).not.toBe(port)
  expect(await driver.observe(made, callOf())).toMatchObject({ state: 'running' })
  await takeAway(driver, made)
})

/** Another orchestrator of this machine, which has made the shop. */
async function orchestratorWith(shop: Shop) {
  const fixture = resolve(import.meta.dirname, 'fixtures/orchestrator.fixture.ts')
  const process = spawn(globalThis.process.execPath, [fixture], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void process.kill('SIGKILL'))
  const orders = { platformUrl: appUrl, adminUrl, dataFolder, shopFolder, shop }
  process.stdin.write(`${JSON.stringify(orders)}\n`)
  await once(process.stdout, 'data')
  return process
}

test('a shop of an orchestrator that is frozen is taken away by another, without a trace', async () => {
  const shop = await given.shop()
  const frozen = await orchestratorWith(shop)
  expect(await driver.observe(shop, callOf())).toMatchObject({ state: 'running' })
  const record = await recordOf(shop)
  frozen.kill('SIGSTOP')
  await takeAway(driver, shop)
  expect(await isRunning(record)).toBe(false)
  expect(await driver.leftovers(shop, callOf())).toEqual([])
})

test('a shop ends with its orchestrator, even one that hangs', async () => {
  const shop = await given.shop()
  const killed = await orchestratorWith(shop)
  const record = await recordOf(shop)
  process.kill(record.pid, 'SIGSTOP')
  killed.kill('SIGKILL')
  await eventually(async () => expect(await isRunning(record)).toBe(false), { withinMs: 20_000 })
  expect(await driver.gone([shop.id], callOf().signal)).toEqual([shop.id])
  await takeAway(driver, shop)
})

test('a role that may make roles and databases is enough, and one that may not is refused', async () => {
  const admin = createDatabase({ connectionString: adminUrl, applicationName: 'test', log })
  onTestFinished(() => admin.close())
  const name = `maker_${Date.now()}`
  await sql.raw(`create role ${name} login password 'x'`).execute(admin.kysely)
  onTestFinished(() => dropRole(name))
  const url = Object.assign(new URL(adminUrl), { username: name, password: 'x' }).href
  const server = openDatabaseServer(url, log)
  expect(await server.refusal()).toContain('CREATEDB and CREATEROLE')
  await sql.raw(`alter role ${name} createdb createrole`).execute(admin.kysely)
  expect(await server.refusal()).toBeUndefined()
  const { id, secrets } = await given.shop()
  await Promise.all([1, 2].map(() => server.create(id, secrets.databasePassword)))
  expect(await connects(server.addressOf(id, secrets.databasePassword))).toBe(true)
  await server.shut(id)
  expect(await connects(server.addressOf(id, secrets.databasePassword))).toBe(false)
  expect(await server.within(id, async ({ kysely }) => sql`select 1`.execute(kysely))).toBeDefined()
  await server.drop(id)
  expect(await server.find(id)).toEqual({ database: false, role: false })
  await server.close()
})

async function dropRole(name: string): Promise<void> {
  const { superuser } = await testServer()
  const one = createDatabase({
    connectionString: `${superuser}postgres`,
    applicationName: 'x',
    log,
  })
  await sql.raw(`drop role ${name}`).execute(one.kysely)
  await one.close()
}
