import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { givenStore } from '../fixtures/given-store.ts'
import { migrations } from '../fixtures/migrations.ts'
import type { StoresTables } from '../tables.ts'
import { portOf, releasePort, reservePort } from './port-store.ts'

const { database } = await testDatabase({ migrations })
const db = database.withTypes<StoresTables>()
const range = { from: 41_000, to: 41_009 }
const isFree = async () => true

test('ten stores that ask at once, each twice, have ten ports, and the eleventh none', async () => {
  const stores = await Promise.all(Array.from({ length: 11 }, () => givenStore(db)))
  const ask = (storeId: string) => reservePort(db.kysely, { ...range, storeId, isFree })
  const ten = stores.slice(0, 10).flatMap(({ id }) => [ask(id), ask(id)])
  const ports = await Promise.all(ten)
  expect(new Set(ports).size).toBe(10)
  for (const [index, port] of ports.entries()) expect(port).toBe(ports[index - (index % 2)])
  const [first, , , , , , , , , , last] = stores
  if (!first || !last) throw new Error('eleven were made')
  expect(await ask(last.id)).toBeUndefined()
  await releasePort(db.kysely, first.id)
  expect(await ask(last.id)).toBe(ports[0])
  expect(await portOf(db.kysely, first.id)).toBeUndefined()
})

test('a port at which somebody else listens is not given', async () => {
  const { id } = await givenStore(db)
  const wish = {
    from: 42_000,
    to: 42_003,
    storeId: id,
    isFree: async (port: number) => port === 42_002,
  }
  expect(await reservePort(db.kysely, wish)).toBe(42_002)
})
