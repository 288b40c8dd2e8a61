import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloneDatabase } from '@holdfast/testing/clone'
import { testServer } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { startServerProcess } from '@holdfast/testing/server-process'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { readMigrationFiles } from './migration-file.ts'
import { createHistory, readHistory } from './migration-history.ts'
import { runScript } from './migration-run.ts'
import { scriptOf } from './migration-script.ts'
import { createMigrator } from './migrator.ts'

const migratorFile = new URL('./migrator.ts', import.meta.url).href
const rooms = `-- up
create schema shop;
create table shop.room (id int primary key);
-- down
drop schema shop cascade;
`
const till = `-- up
create table shop.till (id int primary key);
insert into shop.till select generate_series(1, 1000);
-- down
drop table shop.till;
`
const index = `-- no-transaction
-- up
create index concurrently till_id on shop.till ((id + 1));
-- down
drop index concurrently shop.till_id;
`

test('20 processes that start at once migrate once, and all of them go on', async () => {
  const shop = await aShop({
    '0001-rooms.sql': rooms,
    '0002-till.sql': till,
    '0003-index.sql': index,
  })
  const children = await Promise.all(Array.from({ length: 20 }, () => shop.startProcess()))
  const exits = await Promise.all(children.map(({ exited }) => exited))
  expect(exits.filter(({ code }) => code === 0)).toHaveLength(20)
  const applied = children.flatMap(({ stdout }) =>
    stdout.objects().flatMap(({ applied }) => applied),
  )
  expect(applied).toEqual(['0001-rooms.sql', '0002-till.sql', '0003-index.sql'])
  expect(await shop.invalidIndexes()).toBe(0)
})

test('broken twin: without the lock, two that have both read the history apply a file twice', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms })
  await shop.query(createHistory.join(';\n'))
  const clients = [await shop.connect(), await shop.connect()]
  const [file] = await readMigrationFiles(shop.module)
  const seen = await Promise.all(clients.map((client) => readHistory(client)))
  expect(seen).toEqual([[], []])
  const runs = clients.map((client) => file && runScript(client, scriptOf(file, 'up', 2_000), 1))
  const outcomes = await Promise.allSettled(runs)
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('kill -9 in the middle of a file leaves nothing of it, and the next process applies it', async () => {
  const slow = till.replace('-- down', 'select pg_sleep(60);\n-- down')
  const shop = await aShop({ '0001-rooms.sql': rooms, '0002-till.sql': slow })
  const child = await shop.startProcess()
  await shop.untilRunning('select pg_sleep(60)')
  await child.kill()
  await shop.terminateMigrations()
  expect(await shop.query(`select to_regclass('shop.till') as found`)).toEqual([{ found: null }])
  await shop.write('0002-till.sql', till)
  expect(await shop.up()).toEqual(['0002-till.sql'])
})

test('an index that was killed while it was built concurrently is built again', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms, '0002-till.sql': till })
  await shop.up()
  await shop.write('0003-index.sql', index)
  const reader = await shop.connect()
  await reader.query('begin; lock table shop.till in row exclusive mode')
  const child = await shop.startProcess()
  await eventually(async () => expect(await shop.invalidIndexes()).toBe(1))
  await child.kill()
  await shop.terminateMigrations()
  expect(await shop.invalidIndexes()).toBe(1)
  await reader.query('commit')
  expect(await shop.up()).toEqual(['0003-index.sql'])
  expect(await shop.invalidIndexes()).toBe(0)
})

test('a unique index that fails while it is built concurrently leaves no invalid index', async () => {
  const shop = await aShop({
    '0001-rooms.sql': rooms,
    '0002-till.sql': till,
    '0003-index.sql': index
      .replace('index concurrently till_id', 'unique index concurrently till_id')
      .replace('id + 1', 'id / 2'),
  })
  await expect(shop.up()).rejects.toThrow(
    /0003-index\.sql \(up\), line 3, statement 1 of 1: .*23505/,
  )
  expect(await shop.invalidIndexes()).toBe(0)
})

/** An empty database, a folder of migration files, and processes that migrate it. */
async function aShop(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  const cloned = await cloneDatabase(await testServer(), {})
  const clients: Client[] = []
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client.end()))
    await cloned.drop()
    await rm(folder, { recursive: true })
  })
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  for (const [name, text] of Object.entries(files)) await write(name, text)
  const module = { name: 'shop', folder }
  const migrator = createMigrator({
    connectionString: cloned.ownerUrl,
    modules: [module],
    log: { info() {} },
  })
  const connect = async () => {
    const client = new Client(cloned.ownerUrl)
    clients.push(client)
    await client.connect()
    return client
  }
  const owner = await connect()
  const query = async (text: string) => (await owner.query(text)).rows
  return {
    module,
    write,
    connect,
    query,
    up: async () => (await migrator.up()).map(({ name }) => name),
    async startProcess() {
      const child = await startServerProcess({
        command: ['node', '--input-type=module', '-e', migrate],
        env: { SHOP_URL: cloned.ownerUrl, SHOP_MODULES: JSON.stringify([module]) },
      })
      onTestFinished(async () => void (await child.stop()))
      return child
    },
    untilRunning: (statement: string) =>
      eventually(async () => {
        const running = `select from pg_stat_activity where state = 'active' and query = $1`
        expect((await owner.query(running, [statement])).rowCount).toBe(1)
      }),
    /** A sleeping or waiting backend does not notice that its client is gone. */
    terminateMigrations: () =>
      eventually(async () => {
        const rows = await query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name like 'holdfast-migrate%'`,
        )
        expect(rows).toHaveLength(0)
      }),
    invalidIndexes: async () => {
      const rows = await query(
        `select from pg_index where not indisvalid and indrelid = to_regclass('shop.till')`,
      )
      return rows.length
    },
  }
}

const migrate = `
  import { createMigrator } from '${migratorFile}'
  const migrator = createMigrator({
    connectionString: process.env.SHOP_URL,
    modules: JSON.parse(process.env.SHOP_MODULES),
    log: { info() {} },
  })
  const applied = await migrator.up()
  console.log(JSON.stringify({ applied: applied.map(({ name }) => name) }))
`
