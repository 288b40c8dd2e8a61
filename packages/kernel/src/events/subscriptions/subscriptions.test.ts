import { fileURLToPath } from 'node:url'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { currentContext } from '../../context/context.ts'
import { createListener, type Transaction } from '../../postgres/postgres.ts'
import {
  appendEvent,
  createSubscriptions,
  listEventFailures,
  type Event,
  type NewEvent,
  type Subscription,
  type SubscriptionsOptions,
} from '../events.ts'

const folder = fileURLToPath(new URL('../../../migrations', import.meta.url))
const { database, ownerUrl, appUrl } = await testDatabase({
  migrations: [{ name: 'kernel', folder }],
})
const owner = new Client(ownerUrl)
await owner.connect()
afterAll(() => owner.end())
await owner.query(`
  create table public.effect (at bigint generated always as identity, type text, n int);
  create table public.once (n int unique deferrable initially deferred)`)
const silent = { warn() {}, error() {} }
const deaf = { subscribe: () => () => undefined, onReconnect: () => () => undefined }
const quick = { attempts: 3, firstMs: 1, capMs: 4 }

test('each event is handled once, in order, in the context of its cause', async () => {
  const type = aType()
  const seen: unknown[] = []
  const running = start({
    ...keeping(type, seen),
    async handle(event) {
      seen.push([event.data['n'], currentContext()?.correlationId])
    },
  })
  await append(type, [1, 2, 3])
  await running.waitUntilIdle()
  expect(seen).toEqual([1, 2, 3].map((n) => [n, `call-${n}`]))
})

test('a NOTIFY wakes it long before it would have looked', async () => {
  const type = aType()
  const seen: unknown[] = []
  const listener = createListener({ connectionString: appUrl, log: silent })
  onTestFinished(() => listener.close())
  const running = start(keeping(type, seen), { listener, pollEveryMs: 60_000 })
  await running.waitUntilIdle()
  await eventually(async () => {
    await append(type, [1])
    expect(seen).not.toHaveLength(0)
  })
})

test('without any notification it finds events by looking', async () => {
  const type = aType()
  const seen: unknown[] = []
  start(keeping(type, seen), { listener: deaf, pollEveryMs: 20 })
  await append(type, [1, 2])
  await eventually(() => expect(seen).toEqual([1, 2]))
})

test('an event that an older transaction holds back is found soon after that one ends', async () => {
  const type = aType()
  const seen: unknown[] = []
  const running = start(keeping(type, seen), { pollEveryMs: 60_000 })
  const hold = await anOpenTransaction()
  await append(type, [1])
  const idle = running.waitUntilIdle()
  await expect(Promise.race([idle, aRoundTrip()])).resolves.toBe('not yet')
  expect(seen).toEqual([])
  await hold.end()
  await idle
  expect(seen).toEqual([1])
})

test('an event of a transaction that is committed late is handled, before what came after it', async () => {
  const type = aType()
  const seen: unknown[] = []
  const running = start(keeping(type, seen))
  const hold = Promise.withResolvers<void>()
  const appended = Promise.withResolvers<void>()
  const late = database.transaction(async (tx) => {
    await appendEvent(tx, eventOf(type, 1))
    appended.resolve()
    await hold.promise
  })
  await appended.promise
  await append(type, [2])
  const idle = running.waitUntilIdle()
  await expect(Promise.race([idle, aRoundTrip()])).resolves.toBe('not yet')
  hold.resolve()
  await late
  await idle
  expect(seen).toEqual([1, 2])
})

test('what a handler wrote is undone when it fails, and it is tried again until it works', async () => {
  const type = aType()
  let attempts = 0
  const running = start({
    ...keeping(type, []),
    async handle(event, tx) {
      await write(tx, type, event)
      attempts += 1
      if (attempts < 3) throw new Error('not today')
    },
  })
  await append(type, [1])
  await running.waitUntilIdle()
  expect(attempts).toBe(3)
  expect(await written(type)).toEqual([1])
  expect(await failuresOf(type)).toEqual([])
})

test('broken twin: a handler that writes past its transaction writes once per attempt', async () => {
  const type = aType()
  const running = start({
    ...keeping(type, []),
    async handle(event) {
      await owner.query(`insert into public.effect (type, n) values ($1, $2)`, [
        type,
        event.data['n'],
      ])
      throw new Error('never')
    },
  })
  await append(type, [1])
  await running.waitUntilIdle()
  expect(await written(type)).toEqual([1, 1, 1])
})

test('an event that fails every time is put aside with its reason, and the next ones go on', async () => {
  const type = aType()
  const seen: unknown[] = []
  let mended = false
  const running = start({
    ...keeping(type, seen),
    async handle(event, tx) {
      await write(tx, type, event)
      if (event.data['n'] === 1 && !mended) {
        await sql`select 1 / 0`.execute(tx.kysely)
      }
    },
  })
  await append(type, [1, 2])
  await running.waitUntilIdle()
  expect(await written(type)).toEqual([2])
  const [failure, ...others] = await failuresOf(type)
  expect(others).toEqual([])
  expect(failure).toMatchObject({ attempts: 3, reason: 'error: division by zero, SQLSTATE 22012' })

  mended = true
  expect(await running.retryFailure(type, failure?.eventId ?? '')).toBe(true)
  expect(await written(type)).toEqual([2, 1])
  expect(await running.retryFailure(type, failure?.eventId ?? '')).toBe(false)
})

test('a failure at the commit counts as a failure of the handler', async () => {
  const type = aType()
  const running = start({
    ...keeping(type, []),
    async handle(_event, tx) {
      await sql`insert into public.once values (1), (1)`.execute(tx.kysely)
    },
  })
  await append(type, [1])
  await running.waitUntilIdle()
  expect(await failuresOf(type)).toMatchObject([{ attempts: 3 }])
})

test('five runners of one subscription share the events: each is handled once, in order', async () => {
  const type = aType()
  const subscription: Subscription = {
    ...keeping(type, []),
    handle: (event, tx) => write(tx, type, event),
  }
  const runners = Array.from({ length: 5 }, () => start(subscription, { pollEveryMs: 20 }))
  const numbers = Array.from({ length: 60 }, (_, n) => n)
  for (const n of numbers) await append(type, [n])
  await Promise.all(runners.map((runner) => runner.waitUntilIdle()))
  expect(await written(type)).toEqual(numbers)
})

test('a new subscription begins at the first event, or now when it says so', async () => {
  const type = aType()
  const [all, fresh]: [unknown[], unknown[]] = [[], []]
  await append(type, [1])
  const late = start({ ...keeping(type, fresh), name: `${type}-late`, from: 'now' })
  await eventually(async () => expect(await isRegistered(`${type}-late`)).toBe(true))
  await append(type, [2])
  const early = start(keeping(type, all))
  await Promise.all([late.waitUntilIdle(), early.waitUntilIdle()])
  expect([all, fresh.at(-1)]).toEqual([[1, 2], 2])
})

test('stop waits for the running handler and takes no further event', async () => {
  const type = aType()
  const started = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  await append(type, [1, 2])
  const running = start({
    ...keeping(type, []),
    async handle(event, tx) {
      started.resolve()
      await go.promise
      await write(tx, type, event)
    },
  })
  await started.promise
  const stopped = running.stop()
  go.resolve()
  await stopped
  expect(await written(type)).toEqual([1])
})

test('two subscriptions under one name are refused', () => {
  const subscriptions = [keeping('a', []), keeping('a', [])]
  expect(() =>
    createSubscriptions({ database, listener: deaf, log: silent, subscriptions }),
  ).toThrow('Two subscriptions are called "a"')
})

let types = 0

/** Each test has a type of its own, since all share the events. */
function aType(): string {
  types += 1
  return `thing.happened-${types}`
}

function keeping(type: string, seen: unknown[]): Subscription {
  return {
    name: type,
    types: [type],
    async handle(event) {
      seen.push(event.data['n'])
    },
  }
}

/** Woken by hand where the test does not bring a listener. */
function start(subscription: Subscription, options: Partial<SubscriptionsOptions> = {}) {
  const subscriptions = createSubscriptions({
    database,
    listener: deaf,
    log: silent,
    retry: quick,
    subscriptions: [subscription],
    ...options,
  })
  onTestFinished(() => subscriptions.stop())
  subscriptions.start()
  return subscriptions
}

function eventOf(type: string, n: number): NewEvent {
  return {
    type,
    data: { n },
    organisationId: 'kitchen',
    actorId: 'anna',
    correlationId: `call-${n}`,
  }
}

async function append(type: string, numbers: readonly number[]): Promise<void> {
  for (const n of numbers) {
    await database.transaction((tx) => appendEvent(tx, eventOf(type, n)))
  }
}

async function write(tx: Transaction<unknown>, type: string, event: Event): Promise<void> {
  await sql`insert into public.effect (type, n) values (${type}, ${event.data['n']})`.execute(
    tx.kysely,
  )
}

async function written(type: string): Promise<readonly unknown[]> {
  const { rows } = await owner.query('select n from public.effect where type = $1 order by at', [
    type,
  ])
  return rows.map(({ n }) => n)
}

async function failuresOf(type: string) {
  const failures = await listEventFailures(database, 100)
  return failures.filter(({ subscription }) => subscription === type)
}

async function isRegistered(name: string): Promise<boolean> {
  const { rowCount } = await owner.query('select from kernel.subscription where name = $1', [name])
  return rowCount === 1
}

/** A transaction with an id, older than every event that is appended from now on. */
async function anOpenTransaction() {
  const client = new Client(ownerUrl)
  await client.connect()
  await client.query('begin; select pg_current_xact_id()')
  return { end: () => client.end() }
}

/** Long enough for several looks that find nothing. */
async function aRoundTrip(): Promise<string> {
  for (let count = 0; count < 20; count += 1) await owner.query('select pg_sleep(0.005)')
  return 'not yet'
}
