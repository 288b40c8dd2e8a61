import { startFakeStripe, testKeys } from '@holdfast/payments/fake-stripe'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { Client } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ask, type Answer } from './harness/ask.ts'
import {
  bookDespite,
  deposit,
  newEvening,
  openStationOfOne,
  type Booked,
} from './harness/money/one-team.ts'
import { faultsIn, mailsAbout, outcomeOf } from './harness/money/outcome.ts'
import { openTimes } from './harness/money/run-out.ts'
import { becomeOperator } from './harness/operator.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

const { database, appUrl, ownerUrl } = await testDatabase()
const stripe = await startFakeStripe()
// What is between here and the provider.
const network = await startFaultProxy({ port: Number(new URL(stripe.baseUrl).port) })
const holdfast = await startHoldfast({
  appUrl,
  ownerUrl,
  env: {
    STRIPE_SECRET_KEY: testKeys.secretKey,
    STRIPE_PUBLISHABLE_KEY: testKeys.publishableKey,
    STRIPE_WEBHOOK_SECRET: testKeys.webhookSecret,
    STRIPE_API_URL: `http://127.0.0.1:${network.port}`,
  },
})
const times = openTimes(ownerUrl)
const owner = new Client({ connectionString: ownerUrl })
await owner.connect()
afterAll(async () => {
  await owner.end()
  await times.close()
  await holdfast[Symbol.asyncDispose]()
  await network.close()
  await stripe.close()
})

const { baseUrl } = holdfast
const stationId = await openStationOfOne(baseUrl, await becomeOperator(holdfast))
const patient = { withinMs: 60_000, everyMs: 100 }
beforeEach(() => network.heal())

function beginToPay({ paymentId, headers }: Booked): Promise<Answer> {
  const url = `${baseUrl}/api/v1/payments/${paymentId}/attempts`
  return ask(url, { method: 'POST', headers, body: { method: 'card' } })
}

/** Begins to pay as soon as the provider is believed in again. */
function beginAtLast(booked: Booked): Promise<string> {
  return eventually(async () => {
    const { status, text, json } = await beginToPay(booked)
    if (status !== 200) throw new Error(text)
    return String(json['attemptId'])
  }, patient)
}

function pay(attemptId: string): void {
  stripe.change(attemptId, { status: 'succeeded', amount_received: deposit })
}

async function hear(object: Record<string, unknown>): Promise<number> {
  const { body, headers, contentType } = stripe.event(object, new Date())
  const named = { ...headers, 'content-type': String(contentType) }
  const url = `${baseUrl}/api/v1/webhooks/stripe`
  const text = Buffer.from(body).toString()
  return (await ask(url, { method: 'POST', headers: named, body: text })).status
}

/** Ten minutes pass: the reconciler asks about what it has not heard of for five. */
async function reconcile(booked: Booked): Promise<void> {
  await times.beSilent(booked.id, 10)
  await owner.query(`insert into pgboss.job (name, data, retry_limit, policy)
    select 'payments.reconcile', data, 7, 'standard' from pgboss.schedule
    where name = 'payments.reconcile'`)
}

async function expectReady(): Promise<void> {
  const ready = await ask(`${baseUrl}/health/ready`)
  expect(`${ready.status} ${ready.text}`).toMatch(/^200 .*degraded/)
}

test.each([
  ['down', () => network.cut()],
  ['silent', async () => network.freeze()],
] as const)(
  'a provider that is %s: a friendly refusal in time, the service stays ready, and all goes on by itself',
  async (_, harm) => {
    const booked = await bookDespite(holdfast, newEvening(stationId))
    await harm()
    const startedMs = performance.now()
    const refused = await beginToPay(booked)
    expect(performance.now() - startedMs).toBeLessThan(28_000)
    expect([refused.status, refused.json['code']]).toEqual([503, 'payments.providerUnavailable'])
    expect(refused.json['detail']).toMatch(/^[A-Z].*\.$/)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await eventually(async () => {
      await beginToPay(booked)
      await expectReady()
    }, patient)

    await network.heal()
    network.thaw()
    const attemptId = await beginAtLast(booked)
    expect(stripe.intentsOf(attemptId)).toHaveLength(1)
    // Paid, and no message about it ever comes.
    pay(attemptId)
    await reconcile(booked)
    await eventually(async () => {
      expect(await outcomeOf(database, booked.id)).toMatchObject({
        booking: 'confirmed',
        attemptsUnderWay: 0,
      })
      expect(await mailsAbout(holdfast.dataFolder, booked.reference)).toHaveLength(1)
    }, patient)
  },
  150_000,
)

test('a provider that lies about the amount confirms nothing until it tells the truth', async () => {
  const booked = await bookDespite(holdfast, newEvening(stationId))
  const attemptId = await beginAtLast(booked)
  stripe.change(attemptId, { status: 'succeeded', amount: 1, amount_received: 1 })
  expect(await hear({ ...stripe.intentOf(attemptId) })).toBe(204)
  await eventually(async () => {
    const { json } = await ask(`${baseUrl}/api/v1/payments/${booked.paymentId}`, {
      headers: booked.headers,
    })
    expect(json['attempts']?.[0]?.['contradiction']).toBe('amount')
  }, patient)
  expect(await outcomeOf(database, booked.id)).toMatchObject({ booking: 'pending', paid: 0 })
  stripe.change(attemptId, { amount: deposit, amount_received: deposit })
  await reconcile(booked)
  await eventually(async () => {
    expect(await outcomeOf(database, booked.id)).toMatchObject({ booking: 'confirmed' })
  }, patient)
})

test('a deposit that the guest’s bank has taken back: cancelling gives nothing back besides, and is not refused', async () => {
  const booked = await bookDespite(holdfast, newEvening(stationId))
  const attemptId = await beginAtLast(booked)
  pay(attemptId)
  const intent = stripe.intentOf(attemptId)
  stripe.disputes.push({
    id: `dp_${attemptId}`,
    object: 'dispute',
    status: 'needs_response',
    amount: deposit,
    reason: 'fraudulent',
    payment_intent: intent?.id,
  })
  expect(await hear({ ...intent })).toBe(204)
  await eventually(async () => {
    expect(await outcomeOf(database, booked.id)).toMatchObject({ booking: 'confirmed' })
  }, patient)

  const url = `${baseUrl}/api/v1/bookings/${booked.id}`
  const { headers } = booked
  const preview = await ask(`${url}/refund-preview`, { headers })
  expect(preview.json).toMatchObject({ refund: { amount: 0 }, kept: { amount: 0 } })
  const cancelled = await ask(`${url}/cancel`, { method: 'POST', headers, body: {} })
  expect(`${cancelled.status} ${cancelled.text}`).toMatch(/^200 /)
  expect(await outcomeOf(database, booked.id)).toMatchObject({
    booking: 'cancelled',
    paid: deposit,
    refunded: 0,
  })
  expect(await faultsIn(database)).toEqual([])
})
