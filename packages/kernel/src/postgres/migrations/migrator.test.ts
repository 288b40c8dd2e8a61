import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloneDatabase } from '@holdfast/testing/clone'
import { testServer } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createMigrator, type Migrator } from './migrator.ts'
import { dumpSchema } from './schema-dump.ts'

const rooms = `-- up
create schema shop;
create table shop.room (id int primary key, name text not null);
grant usage on schema shop to holdfast_app;
-- down
drop schema shop cascade;
`
const beds = `-- up
alter table shop.room add column beds int not null default 1 check (beds > 0);
-- down
alter table shop.room drop column beds;
`

test('up applies what is pending, in order, once', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms, '0002-beds.sql': beds })
  expect(await names(shop.migrator.up())).toEqual(['0001-rooms.sql', '0002-beds.sql'])
  expect(await names(shop.migrator.up())).toEqual([])
  expect(await states(shop.migrator)).toEqual(['applied', 'applied'])
  expect(await shop.migrator.check()).toEqual({ pending: 0 })
})

test('up → down → up leaves the same schema, and down leaves none of it', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms, '0002-beds.sql': beds })
  await shop.migrator.up()
  const first = await shop.dump()
  expect(first).toContain('beds integer default 1 not null')
  expect(await names(shop.migrator.down('shop', 2))).toEqual(['0002-beds.sql', '0001-rooms.sql'])
  expect((await shop.dump()).trim()).toBe('')
  await shop.migrator.up()
  expect(await shop.dump()).toBe(first)
})

test('a down part that forgets something is seen in the dump', async () => {
  const shop = await aShop({
    '0001-rooms.sql': rooms,
    '0002-beds.sql': beds.replace('drop column beds', 'drop constraint room_beds_check'),
  })
  await shop.migrator.up()
  await shop.migrator.down('shop')
  expect(await shop.dump()).toContain('beds integer')
})

test('redo takes the last one back and applies it again', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms, '0002-beds.sql': beds })
  await shop.migrator.up()
  await shop.query('insert into shop.room (id, name, beds) values (1, $1, 3)', ['Blue'])
  expect(await names(shop.migrator.redo('shop'))).toEqual(['0002-beds.sql', '0002-beds.sql'])
  expect(await shop.query('select beds from shop.room')).toEqual([{ beds: 1 }])
})

test('plan prints the SQL that up would run: run by hand it gives the same database', async () => {
  const files = { '0001-rooms.sql': rooms, '0002-beds.sql': beds }
  const [byHand, byUp] = [await aShop(files), await aShop(files)]
  const plan = await byHand.migrator.plan()
  expect(await states(byHand.migrator)).toEqual(['pending', 'pending'])
  await byHand.query(plan)
  await byUp.migrator.up()
  expect(await byHand.dump()).toBe(await byUp.dump())
  expect(await byHand.dump('kernel')).toBe(await byUp.dump('kernel'))
  expect(await byHand.migrator.plan()).toBe('')
  expect(await states(byHand.migrator)).toEqual(['applied', 'applied'])
})

test('a file that fails in the middle leaves nothing, and says where and what to do', async () => {
  const shop = await aShop({
    '0001-rooms.sql': rooms,
    '0002-beds.sql': beds.replace(
      '-- down',
      'create table shop.bed (id int);\n\ncreate table shop.bad (\n  id no_such_type\n);\n-- down',
    ),
  })
  await expect(shop.migrator.up()).rejects.toThrow(
    'shop/0002-beds.sql (up), line 6, statement 3 of 3: ' +
      'type "no_such_type" does not exist (42704). Nothing was changed. Mend the file and run it again.',
  )
  expect(await shop.dump()).not.toMatch(/beds|bed\b/)
  expect(await states(shop.migrator)).toEqual(['applied', 'pending'])
})

test('a deferred constraint that fails at the commit leaves nothing either', async () => {
  const shop = await aShop({
    '0001-rooms.sql': rooms,
    '0002-rows.sql': `-- up
alter table shop.room add constraint one_name unique (name) deferrable initially deferred;
insert into shop.room values (1, 'Blue'), (2, 'Blue');
-- down
`,
  })
  await expect(shop.migrator.up()).rejects.toThrow(/^shop\/0002-rows\.sql \(up\).*23505.*$/)
  expect(await shop.dump()).not.toContain('one_name')
})

test('an edited file is refused by name, before anything runs', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms })
  await shop.migrator.up()
  await shop.write('0001-rooms.sql', `${rooms}-- a thought\n`)
  await shop.write('0002-beds.sql', beds)
  const message = /^shop\/0001-rooms\.sql was changed after it was applied\. Restore .*new one\.$/
  await expect(shop.migrator.up()).rejects.toThrow(message)
  await expect(shop.migrator.down('shop')).rejects.toThrow(message)
  await expect(shop.migrator.check()).rejects.toThrow(message)
  expect(await states(shop.migrator)).toEqual(['edited', 'pending'])
})

test('a missing file is refused', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms, '0002-beds.sql': beds })
  await shop.migrator.up()
  await shop.remove('0001-rooms.sql')
  await expect(shop.migrator.up()).rejects.toThrow(
    /0001-rooms\.sql was applied, but the file is gone/,
  )
})

test('an older process runs on a newer schema, unless that one is breaking', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms, '0002-beds.sql': beds })
  await shop.migrator.up()
  await shop.remove('0002-beds.sql')
  expect(await names(shop.migrator.up())).toEqual([])
  await shop.write('0002-beds.sql', beds)
  await shop.write('0003-narrow.sql', `-- breaking\n${beds.replaceAll('beds', 'chairs')}`)
  await shop.migrator.up()
  await shop.remove('0002-beds.sql')
  await shop.remove('0003-narrow.sql')
  await expect(shop.migrator.up()).rejects.toThrow(
    /0003-narrow\.sql was applied by a newer version/,
  )
  await expect(shop.migrator.check()).rejects.toThrow(/Start the newer version/)
})

test('DDL never queues behind a long query for longer than its lock timeout', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms }, { lockTimeoutMs: 50, lockAttempts: 2 })
  await shop.migrator.up()
  await shop.write('0002-beds.sql', beds)
  const reader = await shop.connect()
  await reader.query('begin')
  await reader.query('select * from shop.room')
  await expect(shop.migrator.up()).rejects.toThrow(
    /0002-beds\.sql \(up\), line 2, statement 1 of 1: .*55P03.*Nothing was changed\. A longer query holds/,
  )
  await reader.query('commit')
  expect(await names(shop.migrator.up())).toEqual(['0002-beds.sql'])
})

test('a lock that is freed in time only delays the migration', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms }, { lockTimeoutMs: 50 })
  await shop.migrator.up()
  await shop.write('0002-beds.sql', beds)
  const reader = await shop.connect()
  await reader.query('begin')
  await reader.query('select * from shop.room')
  const migrated = names(shop.migrator.up())
  await shop.untilSomebodyWaitsForALock()
  await reader.query('commit')
  expect(await migrated).toEqual(['0002-beds.sql'])
})

test('another process that holds the migration lock is named when the deadline passes', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms }, { lockDeadlineMs: 100 })
  const other = await shop.connect()
  await other.query(`set application_name = 'the other one'`)
  await other.query(`select pg_advisory_lock(hashtextextended('holdfast.migrate', 0))`)
  await expect(shop.migrator.up()).rejects.toThrow(
    /^"the other one" \(server pid \d+\) has been migrating for more than 0\.1 s\..*$/,
  )
})

test('an unknown module and an unreachable database are one clear line', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms })
  await shop.migrator.up()
  await expect(shop.migrator.down('shpo')).rejects.toThrow(
    'There is no module "shpo". Choose one of: shop.',
  )
  const nowhere = createMigrator({
    connectionString: 'postgres://nobody@127.0.0.1:1/nothing',
    modules: [],
    log: { info() {} },
  })
  await expect(nowhere.up()).rejects.toThrow(/^The database can not be reached for migrations: .*$/)
})

test('the application may read the history and never write it', async () => {
  const shop = await aShop({ '0001-rooms.sql': rooms })
  await shop.migrator.up()
  const app = await shop.connect('app')
  expect((await app.query('select name from kernel.migration')).rowCount).toBe(1)
  await expect(app.query('delete from kernel.migration')).rejects.toMatchObject({ code: '42501' })
})

/** An empty database and a folder of migration files of the module `shop`. */
async function aShop(
  files: Readonly<Record<string, string>>,
  limits: Partial<Parameters<typeof createMigrator>[0]> = {},
) {
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
  const connect = async (role: 'owner' | 'app' = 'owner') => {
    const client = new Client(role === 'owner' ? cloned.ownerUrl : cloned.appUrl)
    clients.push(client)
    await client.connect()
    return client
  }
  const owner = await connect()
  return {
    migrator: createMigrator({
      connectionString: cloned.ownerUrl,
      modules: [{ name: 'shop', folder }],
      log: { info() {} },
      ...limits,
    }),
    write,
    remove: (name: string) => rm(join(folder, name)),
    connect,
    query: async (text: string, values?: unknown[]) => (await owner.query(text, values)).rows,
    dump: (schema = 'shop') => dumpSchema(owner, schema),
    untilSomebodyWaitsForALock: () =>
      eventually(
        async () => {
          const { rows } = await owner.query(
            'select from pg_locks where not granted and database is not null',
          )
          expect(rows).not.toHaveLength(0)
        },
        { everyMs: 5 },
      ),
  }
}

async function names(done: Promise<readonly { readonly name: string }[]>) {
  return (await done).map(({ name }) => name)
}

async function states(migrator: Migrator) {
  return (await migrator.status()).map(({ state }) => state)
}
