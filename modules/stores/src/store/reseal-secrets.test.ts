import { createVault } from '@holdfast/kernel/crypto'
import { testDatabase } from '@holdfast/testing/database'
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

async function keptOf(id: string): Promise<Buffer> {
  const { secrets: kept } = await stores.kysely
    .selectFrom('stores.store')
    .where('id', '=', id)
    .select('secrets')
    .executeTakeFirstOrThrow()
  return kept ?? Buffer.alloc(0)
}

test('after a rotation the secrets of shops are opened without the old key, once and for each', async () => {
  const ids = [(await givenStore(stores)).id, (await givenStore(stores)).id]
  for (const [index, id] of ids.entries()) {
    const sealed = sealSecrets(index === 0 ? old : both, id, secrets)
    await stores.kysely
      .updateTable('stores.store')
      .set({ secrets: sealed })
      .where('id', '=', id)
      .execute()
  }
  await givenStore(stores)
  expect(await resealSecrets(database.kysely, both)).toBe(1)
  expect(await resealSecrets(database.kysely, both)).toBe(0)
  for (const id of ids) expect(openSecrets(now, id, await keptOf(id))).toEqual(secrets)
})

test('the secrets of one shop are not those of another', async () => {
  const [one, other] = [await givenStore(stores), await givenStore(stores)]
  const sealed = sealSecrets(now, one.id, secrets)
  expect(() => openSecrets(now, other.id, sealed)).toThrow(
    expect.objectContaining({ code: 'crypto.unreadable' }),
  )
})
