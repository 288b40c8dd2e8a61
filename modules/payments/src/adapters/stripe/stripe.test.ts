import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import { describeProvider } from '../../fixtures/conformance.ts'
import { startFakeStripe, testKeys } from '../../fixtures/fake-stripe.ts'
import { createWorld, jobContextOf, migrations, usd } from '../../fixtures/world.ts'
import { auditLedger } from '../../ledger/audit-ledger.ts'
import { refundByStaff } from '../../refund/refund-by-staff.ts'
import { ProviderDown } from '../../providers/provider-errors.ts'
import { handleWebhook } from '../../webhooks/handle-webhook.ts'
import { receiveWebhook } from '../../webhooks/receive-webhook.ts'
import { faultInStripeKeys } from './stripe-keys.ts'
import { createStripe } from './stripe-provider.ts'

const { database } = await testDatabase({ migrations })
const fake = await startFakeStripe()
afterAll(() => fake.close())
const provider = createStripe({ keys: testKeys, production: false, baseUrl: fake.baseUrl })
const now = new Date()

function pay(attemptId: string): void {
  const amount = fake.intentOf(attemptId)?.amount ?? 0
  fake.change(attemptId, { status: 'succeeded', amount_received: amount })
}

describeProvider('stripe', async () => ({
  provider,
  now,
  order: { amount: usd(10_000), method: 'card', reference: null },
  pay: async ({ attemptId }) => pay(attemptId),
  decline: async ({ attemptId }) =>
    fake.change(attemptId, { last_payment_error: { code: 'card_declined' } }),
  message: async ({ attemptId }) => fake.event({ ...fake.intentOf(attemptId) }, now),
  ordersOf: (attemptId) => fake.intentsOf(attemptId).length,
  refundsByItself: true,
  canExpire: true,
  unreachable: createStripe({ keys: testKeys, production: false, baseUrl: 'http://127.0.0.1:9' }),
}))

test.each([
  ['a secret key that is none', { secretKey: 'pk_test_0123456789' }, false, 'STRIPE_SECRET_KEY'],
  ['a publishable key that is none', { publishableKey: 'sk_test_01234567' }, false, 'PUBLISHABLE'],
  ['a webhook secret that is none', { webhookSecret: 'abc' }, false, 'STRIPE_WEBHOOK_SECRET'],
  ['two modes', { publishableKey: 'pk_live_0123456789' }, true, 'both'],
  [
    'live keys outside of production',
    { secretKey: 'sk_live_0123456789', publishableKey: 'pk_live_0123456789' },
    false,
    'production alone',
  ],
])('does not start with %s, and shows none', (...[, change, production, says]) => {
  const keys = { ...testKeys, ...change }
  const fault = faultInStripeKeys(keys, production)
  expect(fault).toContain(says)
  expect(Object.values(keys).some((key) => fault?.includes(key))).toBe(false)
  expect(() => createStripe({ keys, production })).toThrow(says)
})

describe('through the whole service', () => {
  const world = createWorld({ database, offers: [['card', provider]] })

  async function arrives(object: Record<string, unknown>): Promise<void> {
    const raw = fake.event(object, world.clock.now())
    await receiveWebhook(world.system, { raw }, { name: 'stripe', parts: world.parts })
    expect(await world.work()).toEqual([])
  }

  test('paid by the card form: settled once by doubled events, then refunded', async () => {
    const asked = await world.request()
    const { attemptId, next } = await world.start(asked)
    expect(next).toMatchObject({ kind: 'stripe', publishableKey: testKeys.publishableKey })
    pay(attemptId)
    const intent = { ...fake.intentOf(attemptId) }
    await arrives(intent)
    await arrives(intent)
    expect(await world.detail(asked)).toMatchObject({ state: 'settled', paid: usd(10_000) })
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  test('a refund whose answer was lost is one refund, also when its key is forgotten', async () => {
    const asked = await world.request()
    const { attemptId } = await world.start(asked)
    pay(attemptId)
    await arrives({ ...fake.intentOf(attemptId) })
    const body = { amount: 4_000, reason: 'Two guests fewer' }
    const input = { params: { id: asked.id }, body, query: undefined }
    await refundByStaff(world.staff(), input, world.parts)
    const refundId = (await world.detail(asked)).refunds[0]?.id ?? ''
    const order = {
      attemptId,
      amount: usd(10_000),
      method: 'card',
      description: '',
      providerReference: fake.intentOf(attemptId)?.id ?? '',
      reference: null,
      dueBy: null,
      returnUrl: '',
    } as const
    const wanted = { refundId, order, amount: usd(4_000), reason: '', providerReference: null }
    await provider.refund(wanted)
    fake.forgetKeys()
    expect(await world.work()).toEqual([])
    expect(await world.detail(asked)).toMatchObject({ refunded: usd(4_000) })
    expect(fake.refundedOf(attemptId)).toBe(4_000)
  })

  async function paid() {
    const asked = await world.request()
    const { attemptId } = await world.start(asked)
    pay(attemptId)
    await arrives({ ...fake.intentOf(attemptId) })
    return { asked, attemptId }
  }

  test('a refund made on Stripe’s own pages is taken over once, however often and late it is told', async () => {
    const { asked, attemptId } = await paid()
    const refund = fake.refundElsewhere(attemptId, 3_000, 'pending')
    const asItBegan = { ...refund }
    await arrives(asItBegan)
    await arrives(asItBegan)
    expect(await world.detail(asked)).toMatchObject({
      refunding: usd(3_000),
      refundable: usd(7_000),
      refunds: [{ state: 'processing', reason: 'provider' }],
    })
    refund['status'] = 'succeeded'
    for (const told of [refund, asItBegan, refund]) await arrives({ ...told })
    expect(await world.detail(asked)).toMatchObject({
      refunding: usd(0),
      refunded: usd(3_000),
      refunds: [{ state: 'settled' }],
    })
    const told = (await world.events(asked)).filter(({ type }) => type === 'payment.refunded')
    expect(told).toMatchObject([{ data: { cause: `provider:${String(refund['id'])}` } }])
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  test('one that Stripe takes back later is owed again', async () => {
    const { asked, attemptId } = await paid()
    const refund = fake.refundElsewhere(attemptId, 3_000)
    await arrives(refund)
    refund['status'] = 'failed'
    for (const _ of [1, 2]) await arrives(refund)
    expect(await world.detail(asked)).toMatchObject({ refunded: usd(0), refundable: usd(10_000) })
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  test('a refund of ours that came second fails, and never more goes back than was paid', async () => {
    const { asked, attemptId } = await paid()
    const body = { amount: 8_000, reason: 'Cancelled' }
    await refundByStaff(
      world.staff(),
      { params: { id: asked.id }, body, query: undefined },
      world.parts,
    )
    await arrivesFirst(fake.refundElsewhere(attemptId, 10_000))
    expect(await world.work()).toEqual([])
    const { refunds, ...after } = await world.detail(asked)
    expect(after).toMatchObject({ refunding: usd(0), refunded: usd(10_000), refundable: usd(0) })
    expect(refunds.map(({ state }) => state)).toEqual(['failed', 'settled'])
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  /** Before what waits already: our own refund is still to be sent. */
  async function arrivesFirst(object: Record<string, unknown>): Promise<void> {
    const waiting = world.jobs.take()
    await arrives(object)
    await world.system.transaction(async (tx) => {
      for (const { job, input } of waiting) await tx.enqueue(job, input)
    })
  }

  test('the answer to the first call was lost and the guest has paid: found under the key', async () => {
    let isLost = true
    const lossy = createWorld({
      database,
      offers: [
        [
          'card',
          {
            ...provider,
            async createPayment(order) {
              const created = await provider.createPayment(order)
              if (isLost) throw new ProviderDown('the answer never arrived')
              return created
            },
          },
        ],
      ],
    })
    const asked = await lossy.request()
    await expect(lossy.start(asked)).rejects.toThrow('payments.providerUnavailable')
    isLost = false
    const [attempt] = (await lossy.detail(asked)).attempts
    const attemptId = attempt?.id ?? ''
    pay(attemptId)
    const raw = fake.event({ ...fake.intentOf(attemptId) }, lossy.clock.now())
    await receiveWebhook(lossy.system, { raw }, { name: 'stripe', parts: lossy.parts })
    expect(await lossy.work()).toEqual([])
    expect(fake.intentsOf(attemptId)).toHaveLength(1)
    expect(await lossy.detail(asked)).toMatchObject({ state: 'settled', paid: usd(10_000) })
  })

  test('a dispute takes the amount, a refund beside it is refused, and won it is back', async () => {
    const asked = await world.request()
    const { attemptId } = await world.start(asked)
    pay(attemptId)
    const intent = fake.intentOf(attemptId)
    const dispute = {
      id: `dp_${newId()}`,
      object: 'dispute',
      status: 'needs_response',
      amount: 10_000,
      reason: 'fraudulent',
      payment_intent: intent?.id,
    }
    fake.disputes.push(dispute)
    await arrives({ ...intent })
    await arrives(dispute)
    expect(await world.detail(asked)).toMatchObject({
      disputed: usd(10_000),
      refundable: usd(0),
      disputes: [{ state: 'open' }],
    })
    dispute.status = 'won'
    await arrives(dispute)
    expect(await world.detail(asked)).toMatchObject({
      disputed: usd(0),
      refundable: usd(10_000),
      disputes: [{ state: 'won' }],
    })
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  test('a refund beside a dispute of the same money is shown to staff, once, until it fits', async () => {
    const { asked, attemptId } = await paid()
    const payment_intent = fake.intentOf(attemptId)?.id
    const dispute = {
      id: `dp_${newId()}`,
      object: 'dispute',
      status: 'needs_response',
      amount: 10_000,
      reason: 'fraudulent',
      payment_intent,
    }
    fake.disputes.push(dispute)
    await arrives(dispute)
    const refund = fake.refundElsewhere(attemptId, 10_000)
    for (const _ of [1, 2, 3]) await arrives(refund)
    const { attempts, refunds } = await world.detail(asked)
    expect(refunds).toEqual([])
    expect(attempts[0]?.contradiction).toBe('more given back at the provider than is left')
    const told = (await world.events(asked)).filter(({ type }) => type === 'payment.contradicted')
    expect(told).toHaveLength(1)
    dispute.status = 'won'
    await arrives(dispute)
    expect(await world.detail(asked)).toMatchObject({
      disputed: usd(0),
      refunded: usd(10_000),
      attempts: [{ contradiction: null }],
    })
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  test('an event about somebody else’s payment is taken and forgotten', async () => {
    await arrives({ id: 'pi_other', object: 'payment_intent' })
  })

  test('a stored event that is worked on twice at once settles once', async () => {
    const asked = await world.request()
    const { attemptId } = await world.start(asked)
    pay(attemptId)
    const raw = fake.event({ ...fake.intentOf(attemptId) }, world.clock.now())
    await receiveWebhook(world.system, { raw }, { name: 'stripe', parts: world.parts })
    const [job] = world.jobs.take()
    const input = job?.input as { webhookId: string }
    const twins = [1, 2].map(() => handleWebhook(jobContextOf(world.system), input, world.parts))
    await Promise.all(twins)
    const types = (await world.events(asked)).map(({ type }) => type)
    expect(types).toEqual(['payment.requested', 'payment.settled'])
  })
})
