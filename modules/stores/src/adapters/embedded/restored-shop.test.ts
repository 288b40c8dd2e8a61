import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDatabase, type Database } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Shop } from '../../driver/driver.ts'
import { bringToPhase } from '../../fixtures/bring-to-phase.ts'
import { callOf, makeShop, takeAway } from '../../fixtures/conformance/driver-under-test.ts'
import { migrations } from '../../fixtures/migrations.ts'
import type { StoresTables } from '../../tables.ts'
import { restoreShop } from '../local/restore-shop.ts'
import { createShopFolders } from '../local/shop-record.ts'
import { givenDriver } from './fixtures/given-driver.ts'
import { buy, visit } from './fixtures/visitor.ts'

const { database } = await testDatabase({ migrations })
const given = await givenDriver(database)
const { driver, dataFolder, adminUrl } = given
const log = { info() {}, warn() {}, error() {} }
const dumpOf = ({ id }: Shop) => join(dataFolder, 'store-dumps', `${id}.jsonl.gz`)
const restore = (into: Shop, path: string) =>
  restoreShop({ platform: database, adminUrl, log }, { storeId: into.id, path })

/** The database of a shop, as who may see everything. */
function connect({ id }: Shop): Database<unknown> {
  const url = Object.assign(new URL(adminUrl), { pathname: `/store_${id.replaceAll('-', '')}` })
  const own = createDatabase({ connectionString: url.href, applicationName: 'test', log })
  onTestFinished(() => own.close())
  return own
}

async function ordersIn(shop: Shop): Promise<unknown> {
  const { rows } = await sql`select o.number::int, l.name from shop.customer_order o
    join shop.order_line l on l.order_id = o.id order by 1`.execute(connect(shop).kysely)
  return rows
}

/** The dump of a shop that was made, in which something was bought, and that was deleted. */
async function aDump(): Promise<string> {
  const shop = await makeShop(driver, await given.shop())
  const record = await createShopFolders(join(dataFolder, 'stores')).read(shop.id)
  await buy(visit(`http://127.0.0.1:${record?.port}`), 'enamel-mug')
  await takeAway(driver, shop)
  return dumpOf(shop)
}

const dump = await aDump()

/** One whose orchestrator has closed it for a while. */
async function aSuspendedShop(): Promise<Shop> {
  const shop = await makeShop(driver, await given.shop(), ['allocate', 'database', 'migrate'])
  const stores = database.withTypes<StoresTables>()
  await bringToPhase(stores, shop.id, 'suspended')
  await stores.kysely
    .updateTable('stores.store')
    .set({ desired: 'suspended' })
    .where('id', '=', shop.id)
    .execute()
  return shop
}

test('what a shop knew when it was deleted, another one knows: it opens and sells on', async () => {
  const shop = await aSuspendedShop()
  expect(await restore(shop, dump)).toBeGreaterThan(5)
  expect(await ordersIn(shop)).toEqual([{ number: 1001, name: 'Enamel mug' }])
  // Twice is once.
  await restore(shop, dump)
  await makeShop(driver, shop, ['release', 'wait', 'seedAdmin', 'verify'])
  const record = await createShopFolders(join(dataFolder, 'stores')).read(shop.id)
  await buy(visit(`http://127.0.0.1:${record?.port}`), 'enamel-mug')
  expect(await ordersIn(shop)).toMatchObject([{ number: 1001 }, { number: 1002 }])
  await takeAway(driver, shop)
})

test('a dump that is cut off, or none, changes nothing, and nor does any while the store is open', async () => {
  const shop = await aSuspendedShop()
  await sql`insert into shop.seeded values (true, now())`.execute(connect(shop).kysely)
  const broken = join(dataFolder, 'broken.jsonl.gz')
  await writeFile(broken, (await readFile(dump)).subarray(0, -200))
  await expect(restore(shop, broken)).rejects.toThrow('can not be read to its end')
  await expect(restore(shop, join(dataFolder, 'none'))).rejects.toThrow('can not be read')
  const { rows } = await sql`select only_one from shop.seeded`.execute(connect(shop).kysely)
  expect(rows).toHaveLength(1)
  await bringToPhase(database.withTypes<StoresTables>(), shop.id, 'resuming')
  await expect(restore(shop, dump)).rejects.toThrow('Suspend the store first')
  await driver.destroy('data', shop, callOf())
})
