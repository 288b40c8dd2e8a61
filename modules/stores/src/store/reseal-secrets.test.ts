import { createVault } from '@holdfast/kernel/crypto'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { givenStore } from '../fixtures/given-store.ts'
import { migrations } from '../fixtures/migrations.ts'
import type { StoresTables } from '../tables.ts'
import { resealSecrets } from './reseal-secrets.ts'
import { openSecrets, sealSecrets } from './shop-secrets.ts'

const { database } = await testDatabase({ migrations })
const stores = database.withTypes<StoresTables>()

const [first, second] = ['first', 'second'].map((id, index) => ({
  id,
  key: Buffer.alloc(32, index),
}))
if (!first || !second) throw new Error('two keys')
const old = createVault({ current: first, previous: [] })
const both = createVault({ current: second, previous: [first] })
const now = createVault({ current: second, previous: [] })

const secrets = {
  adminEmail: 'a@b.example',
  adminPassword: 'p',
  databasePassword: 'd',
  signingKey: 'k',
}

async function aShopUnder(vault: typeof old): Promise<string> {
  const { id } = await givenStore(stores)
  const sealed = sealSecrets(vault, id, secrets)
  await stores.kysely
    .updateTable('stores.store')
    .set({ secrets: sealed })
    .where('id', '=', id)
    .execute()
  return id
}

async function keptOf(id: string): Promise<Buffer> {
  const { secrets: kept } = await stores.kysely
    .selectFrom('stores.store')
    .where('id', '=', id)
    .select('secrets')
    .executeTakeFirstOrThrow()
  return kept ?? Buffer.alloc(0)
}

test('after a rotation the secrets of shops are opened without the old key, once and for each', async () => {
  const under = [old, both, old, old]
  const ids: string[] = []
  for (const vault of under) ids.push(await aShopUnder(vault))
  await givenStore(stores)
  expect(await resealSecrets(database.kysely, both)).toBe(3)
  expect(await resealSecrets(database.kysely, both)).toBe(0)
  for (const id of ids) expect(openSecrets(now, id, await keptOf(id))).toEqual(secrets)
})

test('a shop that goes while its secrets are brought under the new key has none afterwards', async () => {
  const id = await aShopUnder(old)
  const [written, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const going = stores.transaction(async ({ kysely }) => {
    await kysely.updateTable('stores.store').set({ secrets: null }).where('id', '=', id).execute()
    written.resolve()
    await release.promise
  })
  await written.promise
  const resealing = resealSecrets(database.kysely, both)
  await eventually(async () => expect(await waitingForRows()).toBe(1))
  release.resolve()
  await Promise.all([going, resealing])
  expect(await keptOf(id)).toEqual(Buffer.alloc(0))
})

/** How many wait in this database until somebody else has written a row. */
async function waitingForRows(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.kysely)
  return rows[0]?.count ?? 0
}

test('the secrets of one shop are not those of another', async () => {
  const [one, other] = [await givenStore(stores), await givenStore(stores)]
  const sealed = sealSecrets(now, one.id, secrets)
  expect(() => openSecrets(now, other.id, sealed)).toThrow(
    expect.objectContaining({ code: 'crypto.unreadable' }),
  )
})
