import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from './database.ts'

const { database, appUrl, ownerUrl } = await testDatabase({
  seed: async (seeded) => {
    await sql`select 1`.execute(seeded.kysely)
  },
})

test('a test file gets a database of its own, with the extensions of production', async () => {
  const { rows } = await sql<{ extname: string }>`select extname from pg_extension`.execute(
    database.kysely,
  )
  expect(rows.map((row) => row.extname)).toContain('btree_gist')
  expect(appUrl).not.toBe(ownerUrl)
})

test('the role of the application can not change definitions', async () => {
  const create = sql`create table forbidden (id int)`.execute(database.kysely)
  await expect(create).rejects.toThrow('permission denied')
  const temporary = sql`create temporary table forbidden (id int)`.execute(database.kysely)
  await expect(temporary).rejects.toThrow('permission denied')
})
