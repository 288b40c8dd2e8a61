import { eventually } from '@holdfast/testing/eventually'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { currentContext } from '../../context/context.ts'
import { createListener } from '../../postgres/postgres.ts'
import { createSubscriptions, type Subscription } from '../events.ts'
import { aType, deaf, givenEvents, keeping, silent, write } from './fixtures/given-events.ts'

const { database, owner, appUrl, ownerUrl, start, append, openAppend, written } =
  await givenEvents()

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
  const busy = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  await append(type, [0])
  const running = start({
    ...keeping(type, seen),
    async handle({ data }) {
      busy.resolve()
      await go.promise
      seen.push(data['n'])
    },
  })
  await busy.promise
  const late = await openAppend(type, 1)
  await append(type, [2])
  go.resolve()
  const idle = running.waitUntilIdle()
  await expect(Promise.race([idle, aRoundTrip()])).resolves.toBe('not yet')
  expect(seen).toEqual([0])
  await late.commit()
  await idle
  expect(seen).toEqual([0, 1, 2])
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
