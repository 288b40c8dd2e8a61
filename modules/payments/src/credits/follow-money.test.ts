import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { applyObservation } from '../attempt/apply-observation.ts'
import { operation, outcomeOf, purseOf } from '../fixtures/purse.ts'
import { createWorld, migrations } from '../fixtures/world.ts'
import { auditLedger } from '../ledger/audit-ledger.ts'
import type { Observation } from '../providers/provider.ts'
import { applyRefundStatus } from '../refund/apply-refund-status.ts'
import { addBoughtCredits } from './add-bought-credits.ts'
import { auditCredits } from './audit-credits.ts'
import { creditsKept } from './follow-money.ts'
import { reserveCredits } from './reserve-credits.ts'
import { listCreditMovements } from './statement.ts'

const { database } = await testDatabase({ migrations })

async function given() {
  const world = createWorld({ database })
  const { organisationId, clock, system } = world
  const purse = purseOf(world)
  const payment = await purse.buy()
  const arrive = async (subject = payment.id) => {
    const events = await world.events({ id: subject, subject })
    for (const event of events.filter(({ type }) => type === 'payment.settled')) {
      await database.transaction((tx) => addBoughtCredits(event, tx))
    }
  }
  return {
    world,
    payment,
    ...purse,
    arrive,
    /** What the provider says of the payment, as a webhook has it asked. */
    observe: (seen: Partial<Observation>) =>
      system.transaction((tx) =>
        applyObservation(tx, {
          organisationId,
          attemptId: payment.attemptId,
          seen: { state: 'settled', ...seen },
          now: clock.now(),
        }),
      ),
    async statement() {
      const query = { limit: 50 }
      const { items } = await listCreditMovements(world.staff(), {
        query,
        params: undefined,
        body: undefined,
      })
      return items
        .toReversed()
        .map(({ kind, available, owed, reason }) => [kind, available, owed, reason])
    },
    sound: async () =>
      expect([await auditCredits(database.kysely), await auditLedger(database.kysely)]).toEqual([
        [],
        [],
      ]),
  }
}

const disputed = (state: 'open' | 'won' | 'lost', amount = 1_000) => ({
  disputes: [{ providerReference: 'dp_1', state, amount, reason: 'fraudulent' }],
})

test.each([
  [1_000, 100],
  [999, 100],
  [991, 100],
  [990, 99],
  [667, 67],
  [1, 1],
  [0, 0],
])('of 100 credits for 1,000 of which %i are left, %i are kept', (left, kept) => {
  const money = { amount: 1_000, paid: 1_000, refunding: 0, refunded: 1_000 - left, disputed: 0 }
  expect(creditsKept(100, money)).toBe(kept)
  expect(creditsKept(100, { ...money, paid: 2_000, refunding: 1_000 })).toBe(kept)
})

test('money given back by staff takes its credits at once, in parts what is their share', async () => {
  const { payment, giveBack, arrive, balance, statement, sound } = await given()
  await arrive()
  await giveBack(payment.id, 333)
  expect((await balance()).available).toBe(67)
  await giveBack(payment.id, 667)
  expect(await balance()).toEqual({ available: 0, held: 0, spent: 0 })
  expect(await statement()).toEqual([
    ['bought', 100, 0, null],
    ['takenBack', -33, 0, 'The payment was refunded'],
    ['takenBack', -67, 0, 'The payment was refunded'],
  ])
  await sound()
})

test('what was used is owed, work under way goes on, and what comes next settles it', async () => {
  const { world, payment, arrive, balance, owed, statement, sound, ...purse } = await given()
  await arrive()
  await purse.reserve('done', 50)
  await purse.settle('done')
  await purse.reserve('under way', 30)
  await purse.giveBack(payment.id, 1_000)
  expect(await balance()).toEqual({ available: 0, held: 30, spent: 50 })
  expect(await owed()).toBe(80)
  expect(await outcomeOf(purse.reserve('next'))).toBe('payments.insufficientCredits')
  await purse.release('under way')
  expect(await balance()).toEqual({ available: 0, held: 0, spent: 50 })
  expect(await owed()).toBe(50)
  const next = await purse.buy()
  await arrive(next.id)
  expect((await balance()).available).toBe(50)
  expect(await owed()).toBe(0)
  expect((await statement()).slice(-5)).toEqual([
    ['takenBack', -20, 80, 'The payment was refunded'],
    ['released', 30, 0, null],
    ['collected', -30, -30, 'Owed since their payment went back'],
    ['bought', 100, 0, null],
    ['collected', -50, -50, 'Owed since their payment went back'],
  ])
  const events = await world.events({ id: payment.id, subject: payment.id })
  expect(events.find(({ type }) => type === 'credits.takenBack')?.data).toEqual({
    paymentId: payment.id,
    credits: 100,
    owed: 80,
  })
  await sound()
})

test('a refund on the provider’s pages told ten times, at once and again: taken once', async () => {
  const { arrive, balance, observe, sound } = await given()
  await arrive()
  const seen = {
    refundsElsewhere: [{ providerReference: 're_1', state: 'settled' as const, amount: 400 }],
  }
  await Promise.all(Array.from({ length: 10 }, () => observe(seen)))
  await observe(seen)
  expect((await balance()).available).toBe(60)
  await sound()
})

test('disputed they are taken, won they are back, lost after all they are taken', async () => {
  const { arrive, balance, observe, reserve, owed, statement, sound } = await given()
  await arrive()
  await reserve('a job', 10)
  await observe(disputed('open'))
  await observe(disputed('open'))
  expect([(await balance()).available, await owed()]).toEqual([0, 10])
  await observe(disputed('won'))
  expect([(await balance()).available, await owed()]).toEqual([90, 0])
  await observe(disputed('lost'))
  await observe(disputed('lost'))
  expect([(await balance()).available, await owed()]).toEqual([0, 10])
  expect((await statement()).slice(2)).toEqual([
    ['takenBack', -90, 10, 'The payment is disputed'],
    ['restored', 100, 0, 'The dispute was won'],
    ['collected', -10, -10, 'Owed since their payment went back'],
    ['takenBack', -90, 10, 'The payment is disputed'],
  ])
  await sound()
})

test('a refund that has failed brings them again, and the next takes them once', async () => {
  const { world, payment, giveBack, arrive, balance, sound } = await given()
  await arrive()
  await giveBack(payment.id, 500)
  const [refund] = (await world.detail(payment)).refunds
  const { organisationId, system, clock } = world
  const seen = { state: 'failed', failure: 'account_closed' } as const
  const failed = { organisationId, refundId: refund?.id ?? '', seen, now: clock.now() }
  await system.transaction((tx) => applyRefundStatus(tx, failed))
  await system.transaction((tx) => applyRefundStatus(tx, failed))
  expect((await balance()).available).toBe(100)
  await giveBack(payment.id, 1_000)
  expect((await balance()).available).toBe(0)
  await sound()
})

test('money that went back before its credits came brings none', async () => {
  const { payment, giveBack, arrive, balance, sound } = await given()
  await giveBack(payment.id, 900)
  expect((await balance()).available).toBe(0)
  await arrive()
  await arrive()
  expect((await balance()).available).toBe(10)
  await sound()
})

test('a reservation under way is waited for: its credits stay set aside', async () => {
  const { world, payment, giveBack, arrive, balance, owed, newJob, sound } = await given()
  await arrive()
  const { organisationId, system, clock } = world
  const wanted = { organisationId, subject: newJob(), operation, quantity: 30, now: clock.now() }
  const [reserved, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const reserving = system.transaction(async (tx) => {
    await reserveCredits(tx, wanted)
    reserved.resolve()
    await goOn.promise
  })
  await reserved.promise
  const refunding = giveBack(payment.id, 1_000)
  await eventually(async () => expect(await waitingForLocks()).toBe(1))
  goOn.resolve()
  await Promise.all([reserving, refunding])
  expect(await balance()).toEqual({ available: 0, held: 30, spent: 0 })
  expect(await owed()).toBe(30)
  await sound()
})

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.kysely)
  return rows.length
}

test('jobs that reserve while the money goes back: none is set aside twice, the rest is owed', async () => {
  const { payment, giveBack, arrive, balance, owed, reserve, newJob, sound } = await given()
  await arrive()
  const jobs = Array.from({ length: 30 }, () => outcomeOf(reserve(newJob(), 5)))
  const refunds = Array.from({ length: 4 }, () => outcomeOf(giveBack(payment.id, 250)))
  const answers = await Promise.all([...jobs, ...refunds])
  const began = answers.slice(0, 30).filter((answer) => answer === 'done').length
  expect(answers.slice(30)).toEqual(['done', 'done', 'done', 'done'])
  expect(await balance()).toEqual({ available: 0, held: began * 5, spent: 0 })
  expect(await owed()).toBe(began * 5)
  await sound()
})
