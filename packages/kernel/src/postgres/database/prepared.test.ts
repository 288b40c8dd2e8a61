import { CompiledQuery, sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createDatabase } from './database.ts'
import { insertPrepared, runPrepared } from './prepared.ts'
import type { Database } from './types.ts'

interface Tables {
  readonly guest: { id: number; name: string; note: string | null }
}

const { database: untyped, ownerUrl, appUrl } = await testDatabase()
const database = untyped.withTypes<Tables>()
const log = { warn() {}, error() {} }
const owner = createDatabase({ connectionString: ownerUrl, applicationName: 'owner', log })
afterAll(() => owner.close())

await sql`create table guest (id int primary key, name text not null, note text default 'none')`.execute(
  owner.kysely,
)

beforeEach(async () => {
  await sql`delete from guest`.execute(owner.kysely)
})

const guests = () => database.kysely.selectFrom('guest').selectAll().orderBy('id').execute()
const quadrupled = (value: number) => CompiledQuery.raw('select $1::int * 4 as q', [value])
const double = (value: number) => CompiledQuery.raw('select $1::int * 2 as doubled', [value])

test('a prepared statement goes to the server once for each connection', async () => {
  const url = new URL(appUrl)
  await using proxy = await startFaultProxy({ port: Number(url.port) })
  let texts = 0
  proxy.judge((chunk) => {
    texts += chunk.toString('latin1').split('as doubled').length - 1
    return 'forward'
  })
  url.port = String(proxy.port)
  const behind = createDatabase({ connectionString: url.href, applicationName: 'proxied', log })
  const answers = await behind.transaction((tx) =>
    Promise.all([1, 2, 3].map((value) => runPrepared(tx.kysely, double(value)))),
  )
  answers.push(await runPrepared(behind.kysely, double(4)))
  await behind.close()
  expect(answers.flat()).toEqual([2, 4, 6, 8].map((doubled) => ({ doubled })))
  expect(texts).toBe(1)
})

test('what is not given keeps its default, and what is null is null', async () => {
  await insertPrepared(database.kysely, 'guest', { id: 1, name: 'Ada', note: null })
  const plain: { id: number; name: string; note: string | null } = Object.create(null)
  await insertPrepared(database.kysely, 'guest', Object.assign(plain, { id: 2, name: 'Bo' }))
  expect(await guests()).toEqual([
    { id: 1, name: 'Ada', note: null },
    { id: 2, name: 'Bo', note: 'none' },
  ])
})

test('prepared behind a failure they say what failed, and the connection prepares them again', async () => {
  const refused = await database.transaction(async (tx) => {
    const nested = tx.nested(async (inner) => {
      const statements = [
        insertPrepared(inner.kysely, 'guest', { id: 1, name: 'Ada', note: '' }),
        insertPrepared(inner.kysely, 'guest', { id: 1, name: 'Ada again', note: '' }),
        runPrepared(inner.kysely, quadrupled(1)),
        runPrepared(inner.kysely, quadrupled(2)),
      ]
      const answers = await Promise.allSettled(statements)
      throw new Error('over', {
        cause: answers.map((answer) => answer.status === 'rejected' && answer.reason),
      })
    })
    const error: unknown = await nested.catch((thrown: Error) => thrown.cause)
    expect(await runPrepared(tx.kysely, quadrupled(3))).toEqual([{ q: 12 }])
    return error
  })
  const constraint = 'guest_pkey'
  expect(refused).toMatchObject([false, { constraint }, { constraint }, { constraint }])
  expect(await guests()).toEqual([])
})

const ids = CompiledQuery.raw('select id from guest')
const alone = (db: Database<unknown>) => runPrepared(db.kysely, ids)
const within = (db: Database<unknown>) => db.transaction((tx) => runPrepared(tx.kysely, ids))

test.each([
  ['a column that it reads changed its type', 'alter column id type bigint', alone],
  ['a column that a transaction reads changed its type', 'alter column id type int', within],
])(
  'when %s the connection is replaced, not failing as long as it lives',
  async (_, change, ask) => {
    await using single = oneConnection()
    expect(await ask(single.db)).toEqual([])
    await sql`alter table guest ${sql.raw(change)}`.execute(owner.kysely)
    await expect(ask(single.db)).rejects.toMatchObject({ code: 'request.unavailable' })
    expect(await ask(single.db)).toEqual([])
  },
)

test('a connection that somebody made forget what it prepared is replaced', async () => {
  await using single = oneConnection()
  await alone(single.db)
  await sql`deallocate all`.execute(single.db.kysely)
  await expect(alone(single.db)).rejects.toMatchObject({ code: 'request.unavailable' })
  expect(await alone(single.db)).toEqual([])
})

function oneConnection() {
  const options = { connectionString: appUrl, applicationName: 'single', poolSize: 1, log }
  const db = createDatabase(options)
  return { db, [Symbol.asyncDispose]: () => db.close() }
}
