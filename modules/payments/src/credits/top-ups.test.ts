import { createSubscriptions, type Event } from '@holdfast/kernel/events'
import { createListener } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, expect, test } from 'vitest'
import { outcomeOf, purseOf } from '../fixtures/purse.ts'
import { createWorld, jobContextOf, migrations, silentLog, type World } from '../fixtures/world.ts'
import { reconcilePayments } from '../reconcile/reconcile.ts'
import { addBoughtCredits, boughtCredits } from './add-bought-credits.ts'
import { auditCredits } from './audit-credits.ts'
import { buyCredits } from './buy-credits.ts'

const { database, appUrl } = await testDatabase({ migrations })
const listener = createListener({ connectionString: appUrl, log: silentLog })
const subscriptions = createSubscriptions({
  database,
  listener,
  log: silentLog,
  subscriptions: [boughtCredits],
  retry: { firstMs: 1, capMs: 5 },
  pollEveryMs: 20,
})
subscriptions.start()
afterAll(async () => {
  await subscriptions.stop()
  await listener.close()
})

function given() {
  const world = createWorld({ database })
  return { world, ...purseOf(world) }
}

async function buy(world: World, changes: { pack?: string; priceVersion?: number } = {}) {
  const body = { pack: 'small', priceVersion: 1, ...changes }
  const call = { body, params: undefined, query: undefined }
  const { body: payment } = await buyCredits(world.staff(), call, world.parts)
  return payment
}

/** The event that says that a payment was settled. */
async function settledEvent(world: World, subject: string): Promise<Event> {
  const events = await world.events({ id: subject, subject })
  const settled = events.find(({ type }) => type === 'payment.settled')
  if (!settled) throw new Error('it was not settled')
  return settled
}

/** Handles an event once more, as nobody should. */
function handleAgain(event: Event): Promise<void> {
  return database.transaction((tx) => addBoughtCredits(event, tx))
}

test('credits come once the payment is settled, and not before', async () => {
  const { world, balance } = given()
  const payment = await buy(world)
  expect(payment).toMatchObject({ state: 'open', purpose: 'credits', amount: { amount: 1_000 } })
  await subscriptions.waitUntilIdle()
  expect((await balance()).available).toBe(0)
  await world.pay(payment)
  await subscriptions.waitUntilIdle()
  expect(await balance()).toEqual({ available: 100, held: 0, spent: 0 })
  expect(await auditCredits(database.kysely)).toEqual([])
})

test('webhooks doubled ten times, at once and again later: credits once', async () => {
  const { world, balance } = given()
  const payment = await buy(world)
  await world.pay(payment, 'duplicate')
  const message = world.messages.at(-1)
  if (!message) throw new Error('nothing was sent')
  await Promise.all(Array.from({ length: 10 }, () => world.deliver(message)))
  await world.work()
  await subscriptions.waitUntilIdle()
  await world.deliver(message)
  await world.work()
  await subscriptions.waitUntilIdle()
  expect((await balance()).available).toBe(100)
})

test('webhooks reordered, the older one after the money: credits once', async () => {
  const { world, balance } = given()
  const payment = await buy(world, { pack: 'medium' })
  const started = await world.start(payment)
  const before = world.messages.length
  await world.choose(started, 'challenge', { lost: true })
  await world.choose(started, 'confirm', { lost: true })
  for (const message of world.messages.slice(before).toReversed()) {
    await world.deliver(message)
    await world.work()
  }
  await subscriptions.waitUntilIdle()
  expect((await balance()).available).toBe(500)
})

test('the event told ten times more, at once: credits once', async () => {
  const { world, balance } = given()
  const payment = await buy(world)
  await world.pay(payment)
  const event = await settledEvent(world, payment.id)
  await Promise.all(Array.from({ length: 10 }, () => handleAgain(event)))
  await subscriptions.waitUntilIdle()
  expect((await balance()).available).toBe(100)
  const told = await world.events({ id: payment.id, subject: payment.id })
  expect(told.filter(({ type }) => type === 'credits.bought')).toHaveLength(1)
})

test('webhooks lost, and the money found by the reconciler three days later: credits', async () => {
  const { world, balance } = given()
  const payment = await buy(world)
  const started = await world.start(payment)
  await world.choose(started, 'pay', { lost: true })
  world.clock.jump(3 * 24 * 3_600_000)
  await reconcilePayments(jobContextOf(world.system), {}, world.parts)
  await world.work()
  await subscriptions.waitUntilIdle()
  expect((await balance()).available).toBe(100)
})

test('a declined card and a deposit bring no credits', async () => {
  const { world, balance } = given()
  await world.pay(await buy(world), 'decline')
  await world.pay(await world.request())
  await subscriptions.waitUntilIdle()
  expect((await balance()).available).toBe(0)
})

test('nobody buys at prices that they have not seen, or a pack that there is not', async () => {
  const { world } = given()
  expect(await outcomeOf(buy(world, { priceVersion: 2 }))).toBe('payments.pricesChanged')
  expect(await outcomeOf(buy(world, { pack: 'free' }))).toBe('payments.unknownPack')
})
