import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { cloneDatabase } from './clone.ts'
import { testDatabase, testServer } from './database.ts'

const folder = await mkdtemp(join(tmpdir(), 'holdfast-migrations-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
await writeFile(
  join(folder, '0001-notes.sql'),
  `-- up
create schema notes;
create table notes.note (id bigint generated always as identity primary key, text text not null);
-- down
drop table notes.note;
drop schema notes;
`,
)
const migrations = [{ name: 'notes', folder }]

const { database } = await testDatabase({
  migrations,
  seed: async (seeded) => {
    await sql`insert into notes.note (text) values ('seeded')`.execute(seeded.kysely)
  },
})

const extensions = sql<{ extname: string }>`select extname from pg_extension`

test('a test file gets a database of its own, migrated, seeded, with its extensions', async () => {
  const { rows } = await sql`select id, text from notes.note`.execute(database.kysely)
  expect(rows).toEqual([{ id: 1, text: 'seeded' }])
  const installed = await extensions.execute(database.kysely)
  expect(installed.rows.map((row) => row.extname)).toContain('btree_gist')
})

test('the role of the application can not change definitions', async () => {
  const create = sql`create table forbidden (id int)`.execute(database.kysely)
  await expect(create).rejects.toThrow('permission denied')
  const temporary = sql`create temporary table forbidden (id int)`.execute(database.kysely)
  await expect(temporary).rejects.toThrow('permission denied')
})

test('databases are copies of one template and share no rows; dropping leaves nothing', async () => {
  const server = await testServer()
  const [one, other] = await Promise.all([
    cloneDatabase(server, { migrations }),
    cloneDatabase(server, { migrations }),
  ])
  await sql`insert into notes.note (text) values ('one')`.execute(one.database.kysely)
  const { rows } = await sql`select * from notes.note`.execute(other.database.kysely)
  expect(rows).toEqual([])
  await Promise.all([one.drop(), other.drop()])
  const names = sql<{ datname: string }>`select datname from pg_database`
  const left = (await names.execute(database.kysely)).rows.map(({ datname }) => datname)
  expect(left).not.toContain(one.name)
  expect(left).not.toContain(other.name)
})
