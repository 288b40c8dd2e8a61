import { mkdir, readFile, readdir, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createDatabase, type Database } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Shop } from '../../driver/driver.ts'
import { callOf, makeShop, takeAway } from '../../fixtures/conformance/driver-under-test.ts'
import { migrations } from '../../fixtures/migrations.ts'
import { givenDriver } from './fixtures/given-driver.ts'

const { database } = await testDatabase({ migrations })
const given = await givenDriver(database)
const { driver, dataFolder, adminUrl } = given
const log = { info() {}, warn() {}, error() {} }
const nameOf = ({ id }: Shop) => `store_${id.replaceAll('-', '')}`
const dumpOf = ({ id }: Shop) => join(dataFolder, 'store-dumps', `${id}.jsonl.gz`)

/** A connection to the database of a shop, as the shop itself has one. */
function connect(shop: Shop): Database<unknown> {
  const url = new URL(adminUrl)
  url.pathname = `/${nameOf(shop)}`
  url.username = nameOf(shop)
  url.password = shop.secrets.databasePassword
  const own = createDatabase({ connectionString: url.href, applicationName: 'shop', log })
  onTestFinished(() => own.close())
  return own
}

const run = (own: Database<unknown>, text: string) => sql.raw(text).execute(own.kysely)

/** A shop with a database of its own, and nothing that runs. */
async function aShopWith(rows: number): Promise<{ shop: Shop; own: Database<unknown> }> {
  const shop = await makeShop(driver, await given.shop(), ['allocate', 'database'])
  const own = connect(shop)
  await run(own, 'create schema shop; create table shop.sold (number int, what text)')
  await run(own, `insert into shop.sold select n, 'mug ' || n from generate_series(1, ${rows}) n`)
  return { shop, own }
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}

async function soldIn(shop: Shop): Promise<readonly number[]> {
  const lines = gunzipSync(await readFile(dumpOf(shop)))
    .toString()
    .trim()
    .split('\n')
  const [about, ...rows] = lines.map((line) => JSON.parse(line))
  expect(about).toEqual({ format: 'holdfast store dump 1', storeId: shop.id })
  return rows.map(({ row }) => row.number).toSorted((a, b) => a - b)
}

test('what a shop knew is kept to the last row, for nobody but the owner of the folder', async () => {
  const { shop } = await aShopWith(1_201)
  expect(await driver.destroy('data', shop, callOf())).toMatchObject({ rows: 1_201 })
  expect(await soldIn(shop)).toEqual(Array.from({ length: 1_201 }, (_, index) => index + 1))
  expect([await modeOf(dumpOf(shop)), await modeOf(dirname(dumpOf(shop)))]).toEqual(['600', '700'])
  await takeAway(driver, shop)
})

test('who is cut off when the database is gone and the role is not still learns where all is kept', async () => {
  const { shop } = await aShopWith(3)
  const { dump } = await driver.destroy('data', shop, callOf())
  const admin = createDatabase({ connectionString: adminUrl, applicationName: 'admin', log })
  onTestFinished(() => admin.close())
  await run(admin, `create role ${nameOf(shop)}`)
  expect(await driver.destroy('data', shop, callOf())).toMatchObject({ dump })
  expect(await soldIn(shop)).toEqual([1, 2, 3])
  expect(await driver.leftovers(shop, callOf())).toEqual([
    expect.objectContaining({ finalizer: 'port' }),
  ])
})

test('a shop that goes on writing while it goes has written nothing that is not kept', async () => {
  const { shop, own } = await aShopWith(0)
  const written: number[] = []
  const over = new AbortController()
  const begun = Promise.withResolvers<void>()
  const writing = (async () => {
    for (let n = 1; !over.signal.aborted; n++) {
      const row = run(own, `insert into shop.sold values (${n}, 'late')`)
      await row.then(
        () => written.push(n),
        () => undefined,
      )
      if (n === 20) begun.resolve()
    }
  })()
  await begun.promise
  await driver.destroy('data', shop, callOf())
  over.abort()
  await writing
  expect(written.length).toBeGreaterThanOrEqual(20)
  const kept = new Set(await soldIn(shop))
  expect(written.filter((n) => !kept.has(n))).toEqual([])
  await takeAway(driver, shop)
})

test('what can not be kept does not go, and nothing stands where a dump would', async () => {
  const { shop, own } = await aShopWith(3)
  await run(own, `create type shop.mood as enum ('fine')`)
  await run(
    own,
    `create function shop.refuse(shop.mood) returns json language plpgsql
      as $$ begin raise exception 'not this one'; end $$`,
  )
  await run(own, 'create cast (shop.mood as json) with function shop.refuse(shop.mood)')
  await run(own, `create table shop.zz (mood shop.mood); insert into shop.zz values ('fine')`)
  await expect(driver.destroy('data', shop, callOf())).rejects.toThrow('not this one')
  expect(await readdir(dirname(dumpOf(shop)))).not.toContainEqual(expect.stringContaining(shop.id))
  expect(await driver.leftovers(shop, callOf())).toContainEqual(
    expect.objectContaining({ finalizer: 'data', kind: 'database' }),
  )
})

test('a disk that is full is said, nothing goes, and goes once there is room again', async () => {
  const { shop } = await aShopWith(50_000)
  await mkdir(dirname(dumpOf(shop)), { recursive: true })
  await symlink('/dev/full', `${dumpOf(shop)}.${process.pid}.draft`)
  await expect(driver.destroy('data', shop, callOf())).rejects.toThrow('ENOSPC')
  expect(await driver.leftovers(shop, callOf())).toContainEqual(
    expect.objectContaining({ finalizer: 'data', kind: 'database' }),
  )
  expect(await driver.destroy('data', shop, callOf())).toMatchObject({ rows: 50_000 })
  await takeAway(driver, shop)
}, 20_000)
