import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { runInContext } from '../../context/context.ts'
import { createDatabase } from './database.ts'
import { databaseError, isOutcomeUnknown } from './database-errors.ts'
import type { Database, Transaction } from './types.ts'

interface Tables {
  readonly account: { id: number; balance: number }
}

const { database: untyped, ownerUrl, appUrl } = await testDatabase()
const database = untyped.withTypes<Tables>()
const log = { warn() {}, error() {} }
const owner = createDatabase({ connectionString: ownerUrl, applicationName: 'owner', log })
afterAll(() => owner.close())

await sql`create table account (id int primary key, balance int not null)`.execute(owner.kysely)

beforeEach(async () => {
  await sql`delete from account`.execute(owner.kysely)
  await sql`insert into account values (1, 100), (2, 100)`.execute(owner.kysely)
})

function add(tx: Transaction<Tables>, id: number, amount: number) {
  return tx.kysely
    .updateTable('account')
    .set((eb) => ({ balance: eb('balance', '+', amount) }))
    .where('id', '=', id)
    .execute()
}

async function balances(): Promise<number[]> {
  const rows = await database.kysely.selectFrom('account').select('balance').orderBy('id').execute()
  return rows.map(({ balance }) => balance)
}

/** Resolves for everybody once `count` callers have arrived; later callers pass. */
function barrier(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let arrived = 0
  return () => {
    arrived += 1
    if (arrived >= count) resolve()
    return promise
  }
}

test('a transaction happens as a whole or not at all', async () => {
  await database.transaction(async (tx) => {
    await add(tx, 1, -10)
    await add(tx, 2, 10)
  })
  const failed = database.transaction(async (tx) => {
    await add(tx, 1, -50)
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  expect(await balances()).toEqual([90, 110])
})

test('the pool refuses to be used inside its own transaction instead of waiting for itself', async () => {
  await database.transaction(async (tx) => {
    await add(tx, 1, 1)
    await expect(balances()).rejects.toThrow('inside its own transaction')
    await expect(database.transaction(async () => 1)).rejects.toThrow('inside its own transaction')
    const other = untyped.withTypes<{ account: { id: number } }>()
    await expect(other.kysely.selectFrom('account').selectAll().execute()).rejects.toThrow(
      'inside its own transaction',
    )
  })
})

test('statements that start together run one after the other, also those that nobody awaits', async () => {
  const warnings: Error[] = []
  const note = (warning: Error) => warnings.push(warning)
  process.on('warning', note)
  await database.transaction(async (tx) => {
    await Promise.all([add(tx, 1, 1), add(tx, 2, 1)])
    void sql`select pg_sleep(0.02)`.execute(tx.kysely)
    void add(tx, 1, 1)
  })
  expect(await balances()).toEqual([102, 101])
  process.off('warning', note)
  expect(warnings).toEqual([])
})

test('of statements that start together each says what failed first, however late it is heard', async () => {
  const failed = database.transaction(async (tx) => {
    const twice = sql`insert into account values (1, 1)`.execute(tx.kysely)
    const answers = await Promise.allSettled([twice, add(tx, 1, 1), add(tx, 2, 1)])
    return answers.map((answer) => answer.status === 'rejected' && answer.reason)
  })
  const refused: unknown = await failed.catch((error: unknown) => error)
  expect(databaseError(refused)).toMatchObject({ code: '23505', constraint: 'account_pkey' })
  await database.transaction(async (tx) => {
    const twice = tx.nested((inner) =>
      Promise.allSettled([
        sql`insert into account values (1, 1)`.execute(inner.kysely),
        add(inner, 1, 1),
      ]),
    )
    await expect(twice).rejects.toMatchObject({ constraint: 'account_pkey' })
    await add(tx, 2, 1)
  })
  expect(await balances()).toEqual([100, 101])
})

test('work that outlives its transaction may use the pool, and not the transaction', async () => {
  const ended = Promise.withResolvers<void>()
  const late = await database.transaction(async (tx) => {
    const pool = ended.promise.then(balances)
    const stale = ended.promise.then(() => add(tx, 1, 1))
    stale.catch(() => undefined)
    return { pool, stale }
  })
  ended.resolve()
  expect(await late.pool).toEqual([100, 100])
  await expect(late.stale).rejects.toThrow('has ended')
})

test("Kysely's own transactions are refused, since they know neither retry nor guard", async () => {
  const own = database.kysely.transaction().execute(async () => 1)
  await expect(own).rejects.toThrow('Use database.transaction()')
  await database.transaction(async (tx) => {
    expect(() => tx.kysely.transaction()).toThrow()
  })
})

async function transferCrosswise(attempts: number): Promise<PromiseSettledResult<unknown>[]> {
  const bothHoldOne = barrier(2)
  const transfer = (from: number, to: number) =>
    database.transaction(
      async (tx) => {
        await add(tx, from, -1)
        await bothHoldOne()
        await add(tx, to, 1)
      },
      { attempts },
    )
  return Promise.allSettled([transfer(1, 2), transfer(2, 1)])
}

test('two transactions that deadlock both happen in the end', async () => {
  const results = await transferCrosswise(4)
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect(await balances()).toEqual([100, 100])
})

test('without a second attempt one of them is told to try again later', async () => {
  const results = await transferCrosswise(1)
  const failed = results.find((result) => result.status === 'rejected')
  expect(failed?.reason).toMatchObject({ code: 'request.unavailable' })
  expect(databaseError(failed?.reason)?.code).toBe('40P01')
})

test('serializable transactions never let two of them spend the same money', async () => {
  const bothHaveRead = barrier(2)
  let runs = 0
  const spendFrom = (id: number) =>
    database.transaction(
      async (tx) => {
        runs += 1
        const rows = await tx.kysely.selectFrom('account').select('balance').execute()
        await bothHaveRead()
        const total = rows.reduce((sum, { balance }) => sum + balance, 0)
        if (total >= 150) await add(tx, id, -150)
      },
      { isolation: 'serializable' },
    )
  await Promise.all([spendFrom(1), spendFrom(2)])
  const [first = 0, second = 0] = await balances()
  expect(first + second).toBe(50)
  expect(runs).toBeGreaterThan(2)
})

test('an error that is not a conflict is thrown at once, with its SQLSTATE and constraint', async () => {
  let runs = 0
  const duplicate = database.transaction(async (tx) => {
    runs += 1
    await tx.kysely.insertInto('account').values({ id: 1, balance: 0 }).execute()
  })
  const error: unknown = await duplicate.catch((thrown: unknown) => thrown)
  expect(databaseError(error)).toMatchObject({ code: '23505', constraint: 'account_pkey' })
  expect(runs).toBe(1)
})

test('actions wait for the commit, and what is rolled back takes its actions along', async () => {
  const done: string[] = []
  await database.transaction(async (tx) => {
    tx.afterCommit(() => done.push('outer'))
    await tx.nested(async (inner) => inner.afterCommit(() => done.push('inner')))
    const undone = tx.nested(async (inner) => {
      inner.afterCommit(() => done.push('undone'))
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(done).toEqual([])
  })
  const failed = database.transaction(async (tx) => {
    tx.afterCommit(() => done.push('failed'))
    throw new Error('failed')
  })
  await expect(failed).rejects.toThrow('failed')
  expect(done).toEqual(['outer', 'inner'])
})

test('an action runs for the attempt that was committed only', async () => {
  const done: number[] = []
  let attempt = 0
  await database.transaction(async (tx) => {
    const mine = ++attempt
    tx.afterCommit(() => done.push(mine))
    if (mine < 3) await sql`do $$ begin raise sqlstate '40001'; end $$`.execute(tx.kysely)
  })
  expect(done).toEqual([3])
})

test('a transaction whose failed statement was ignored does not pass for committed', async () => {
  const done: string[] = []
  const swallowed = database.transaction(async (tx) => {
    tx.afterCommit(() => done.push('committed'))
    await add(tx, 1, 5)
    await sql`select 1 / 0`.execute(tx.kysely).catch(() => undefined)
  })
  await expect(swallowed).rejects.toThrow('its error was dropped')
  expect(done).toEqual([])
  expect(await balances()).toEqual([100, 100])
})

test('the correlation id of the request is visible in the server while its transaction runs', async () => {
  const context = { correlationId: 'order-4711', signal: new AbortController().signal }
  const nameNow = sql<{ name: string }>`select current_setting('application_name') as name`
  await runInContext(context, async () => {
    const inside = await database.transaction(async (tx) => nameNow.execute(tx.kysely))
    expect(inside.rows).toEqual([{ name: 'test/order-4711' }])
    const outside = await nameNow.execute(database.kysely)
    expect(outside.rows).toEqual([{ name: 'test' }])
  })
})

/** A database behind a network that the test breaks. */
async function throughProxy() {
  const url = new URL(appUrl)
  const proxy = await startFaultProxy({ port: Number(url.port) })
  url.port = String(proxy.port)
  const behind = createDatabase({ connectionString: url.href, applicationName: 'proxied', log })
  return {
    proxy,
    behind: behind.withTypes<Tables>(),
    [Symbol.asyncDispose]: async () => {
      await behind.close()
      await proxy.close()
    },
  }
}

test('statements that start together are one round trip', async () => {
  await using setup = await throughProxy()
  const sent: number[] = []
  setup.proxy.judge((chunk, direction) => {
    if (direction === 'to-server') sent.push(chunk.toString('latin1').split('update').length - 1)
    return 'forward'
  })
  await setup.behind.transaction((tx) => Promise.all([add(tx, 1, 1), add(tx, 2, 1), add(tx, 1, 1)]))
  expect(sent.filter((updates) => updates > 0)).toEqual([3])
  expect(await balances()).toEqual([102, 101])
})

async function transferOnce(behind: Database<Tables>) {
  let runs = 0
  const done: string[] = []
  const work = behind.transaction(async (tx) => {
    runs += 1
    tx.afterCommit(() => done.push('committed'))
    await add(tx, 1, 1)
  })
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  return { runs, done, error }
}

const isCommit = (chunk: Buffer) => chunk.includes('commit\0')

test('a connection lost before COMMIT arrived: the outcome is called unknown, nothing runs twice', async () => {
  await using setup = await throughProxy()
  setup.proxy.judge((chunk) => (isCommit(chunk) ? 'cut' : 'forward'))
  const { runs, done, error } = await transferOnce(setup.behind)
  expect(isOutcomeUnknown(error)).toBe(true)
  expect({ error, runs, done }).toMatchObject({ error: { status: 503 }, runs: 1, done: [] })
  expect(await balances()).toEqual([100, 100])
})

test('a connection lost after COMMIT arrived: the outcome is called unknown, nothing runs twice', async () => {
  await using setup = await throughProxy()
  let committing = false
  setup.proxy.judge((chunk, direction) => {
    if (direction === 'to-server') committing ||= isCommit(chunk)
    return committing && direction === 'to-client' ? 'cut' : 'forward'
  })
  const { runs, done, error } = await transferOnce(setup.behind)
  expect(isOutcomeUnknown(error)).toBe(true)
  expect({ runs, done }).toEqual({ runs: 1, done: [] })
  expect(await balances()).toEqual([101, 100])
})

test('a connection lost before COMMIT was sent is no mystery, though the work ignored it', async () => {
  await using setup = await throughProxy()
  setup.proxy.judge((chunk) => (chunk.includes('update') ? 'cut' : 'forward'))
  const done: string[] = []
  const work = setup.behind.transaction(async (tx) => {
    tx.afterCommit(() => done.push('committed'))
    await add(tx, 1, 1).catch(() => undefined)
  })
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'request.unavailable' })
  expect(isOutcomeUnknown(error)).toBe(false)
  expect(done).toEqual([])
})

test('a connection lost earlier is no mystery: nothing was committed', async () => {
  await using setup = await throughProxy()
  setup.proxy.judge((chunk) => (chunk.includes('update') ? 'cut' : 'forward'))
  const { error } = await transferOnce(setup.behind)
  expect(error).toMatchObject({ code: 'request.unavailable' })
  expect(isOutcomeUnknown(error)).toBe(false)
})
