import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createDatabase } from '../database/database.ts'
import { createListener } from './listener.ts'

const { database, appUrl, ownerUrl } = await testDatabase()
const silentLog = { warn() {}, error() {} }
const owner = createDatabase({
  connectionString: ownerUrl,
  applicationName: 'owner',
  log: silentLog,
})
afterAll(() => owner.close())
await sql`create table outbox (id int primary key)`.execute(owner.kysely)

beforeEach(async () => {
  await sql`truncate outbox`.execute(owner.kysely)
})

async function givenListener() {
  const url = new URL(appUrl)
  const proxy = await startFaultProxy({ port: Number(url.port) })
  url.port = String(proxy.port)
  const quick = { checkEveryMs: 50, answerWithinMs: 200 }
  let losses = 0
  const log = { warn: () => (losses += 1), error() {} }
  const listener = createListener({ connectionString: url.href, log, ...quick })
  return {
    proxy,
    losses: () => losses,
    listener,
    [Symbol.asyncDispose]: async () => {
      await listener.close()
      await proxy.close()
    },
  }
}

type Given = Awaited<ReturnType<typeof givenListener>>

const notify = (channel: string, payload: string) =>
  sql`select pg_notify(${channel}, ${payload})`.execute(database.kysely)

async function publish(id: number): Promise<void> {
  await database.transaction(async (tx) => {
    await sql`insert into outbox values (${id})`.execute(tx.kysely)
    await sql`select pg_notify('outbox', ${String(id)})`.execute(tx.kysely)
  })
}

/** Resolves when a new subscription is in effect. */
function listening({ listener }: Given): Promise<void> {
  return new Promise((resolve) => {
    const stop = listener.onReconnect(() => {
      stop()
      resolve()
    })
  })
}

test('a subscriber hears its channel, whatever its name, until it unsubscribes', async () => {
  await using given = await givenListener()
  const heard: string[] = []
  const ready = listening(given)
  const stop = given.listener.subscribe('Odd "name"', (payload) => heard.push(payload))
  await ready
  await notify('Odd "name"', 'one')
  await notify('other', 'two')
  await eventually(() => expect(heard).toEqual(['one']))
  stop()
  await notify('Odd "name"', 'three')
  const marker = new Promise<void>((resolve) => given.listener.subscribe('end', () => resolve()))
  await eventually(async () => {
    await notify('end', '')
    await Promise.race([marker, Promise.reject(new Error('not yet'))])
  })
  expect(heard).toEqual(['one'])
})

test('a handler that throws keeps nothing from the others', async () => {
  await using given = await givenListener()
  const ready = listening(given)
  given.listener.subscribe('channel', () => {
    throw new Error('broken handler')
  })
  const heard = new Promise<string>((resolve) => given.listener.subscribe('channel', resolve))
  await ready
  await notify('channel', 'all the same')
  expect(await heard).toBe('all the same')
})

/** Reads what it has not seen yet, whenever it is told to. */
function consumer(given: Given, options: { readonly pollsOnReconnect: boolean }) {
  const seen = new Set<number>()
  const read = async () => {
    const { rows } = await sql<{ id: number }>`select id from outbox`.execute(database.kysely)
    for (const { id } of rows) seen.add(id)
  }
  const poll = () => void read().catch(() => undefined)
  given.listener.subscribe('outbox', (payload) => seen.add(Number(payload)))
  if (options.pollsOnReconnect) given.listener.onReconnect(poll)
  return seen
}

async function publishWhileItBreaks({ proxy }: Given): Promise<void> {
  for (let id = 0; id < 20; id++) {
    if (id % 5 === 2) await proxy.cut()
    await publish(id)
    if (id % 5 === 4) await proxy.heal()
  }
}

const all = Array.from({ length: 20 }, (_, id) => id)

test('whoever polls on reconnect misses nothing, however often the connection breaks', async () => {
  await using given = await givenListener()
  const seen = consumer(given, { pollsOnReconnect: true })
  await publishWhileItBreaks(given)
  await eventually(() => expect([...seen].sort((a, b) => a - b)).toEqual(all))
})

test('whoever does not poll misses what was said while the connection was down', async () => {
  await using given = await givenListener()
  const ready = listening(given)
  const seen = consumer(given, { pollsOnReconnect: false })
  await ready
  await publishWhileItBreaks(given)
  await listening(given)
  expect(seen.size).toBeLessThan(20)
})

test('a connection that died silently is noticed and replaced', async () => {
  await using given = await givenListener()
  const ready = listening(given)
  const heard = new Promise<string>((resolve) => given.listener.subscribe('channel', resolve))
  await ready
  given.proxy.freeze()
  await eventually(() => expect(given.losses()).toBeGreaterThan(0))
  const back = listening(given)
  given.proxy.thaw()
  await back
  await notify('channel', 'after')
  expect(await heard).toBe('after')
})

test('a channel that is added later is listened to without a new connection', async () => {
  await using given = await givenListener()
  const first = listening(given)
  given.listener.subscribe('first', () => undefined)
  await first
  const second = listening(given)
  const heard = new Promise<string>((resolve) => given.listener.subscribe('second', resolve))
  await second
  await notify('second', 'heard')
  expect(await heard).toBe('heard')
  expect(given.proxy.connections()).toBe(1)
})

test('after closing, also while it reconnects, nothing is called any more', async () => {
  await using given = await givenListener()
  let calls = 0
  await listening(given)
  given.listener.onReconnect(() => (calls += 1))
  await given.proxy.cut()
  await given.listener.close()
  await given.proxy.heal()
  await notify('channel', 'nobody')
  expect(given.proxy.connections()).toBe(0)
  expect(calls).toBe(0)
})
