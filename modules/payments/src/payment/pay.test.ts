import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { createWorld, jobContextOf, migrations, usd, type Asked } from '../fixtures/world.ts'
import { auditLedger } from '../ledger/audit-ledger.ts'
import { ProviderDown } from '../providers/provider-errors.ts'
import type { Observation, Provider } from '../providers/provider.ts'
import { reconcilePayments } from '../reconcile/reconcile.ts'
import { refundPayment } from '../refund/refund-payment.ts'
import { closePayment } from './close-payment.ts'
import { paymentsOf } from './payments-of.ts'

const { database } = await testDatabase({ migrations })
const world = createWorld({ database })

async function types(asked: Asked, of = world): Promise<readonly string[]> {
  return (await of.events(asked)).map(({ type }) => type)
}

function close({ subject }: Asked, of = world) {
  const { organisationId, clock } = of
  const closing = { organisationId, subject, now: clock.now() }
  return of.system.transaction((tx) => closePayment(tx, closing))
}

async function reconcile(of = world): Promise<readonly string[]> {
  await reconcilePayments(jobContextOf(of.system), {}, of.parts)
  return of.work()
}

describe('paying', () => {
  test('a paid page settles the payment, once, and the books balance', async () => {
    const asked = await world.request()
    await world.pay(asked)
    expect(await world.detail(asked)).toMatchObject({
      state: 'settled',
      paid: usd(10_000),
      late: false,
      methods: [],
    })
    expect(await types(asked)).toEqual(['payment.requested', 'payment.settled'])
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  test('a declined card leaves the payment open for another try', async () => {
    const asked = await world.request()
    const first = await world.pay(asked, 'decline')
    expect(await world.detail(asked)).toMatchObject({ state: 'open', paid: usd(0) })
    const second = await world.pay(asked)
    expect(second.attemptId).not.toBe(first.attemptId)
    expect(await types(asked)).toEqual(['payment.requested', 'payment.failed', 'payment.settled'])
  })

  test('3-D Secure: processing while the bank asks, then settled or failed', async () => {
    const asked = await world.request()
    const started = await world.pay(asked, 'challenge')
    expect(await world.detail(asked)).toMatchObject({ state: 'processing' })
    await world.choose(started, 'confirm')
    await world.work()
    expect(await types(asked)).toEqual([
      'payment.requested',
      'payment.processing',
      'payment.settled',
    ])
  })

  test('50 equal attempts at once are one attempt', async () => {
    const asked = await world.request()
    const started = await Promise.all(Array.from({ length: 50 }, () => world.start(asked)))
    expect(new Set(started.map(({ attemptId }) => attemptId)).size).toBe(1)
    expect((await world.detail(asked)).attempts).toHaveLength(1)
  })

  test.each([
    ['that is closed', 'payments.notPayable'],
    ['that is paid', 'payments.alreadyPaid'],
    ['that is overdue', 'payments.notPayable'],
  ])('nobody begins to pay a payment %s', async (what, code) => {
    const asked = await world.request(
      what === 'that is overdue' ? { dueBy: world.clock.now() } : {},
    )
    if (what === 'that is closed') await close(asked)
    if (what === 'that is paid') await world.pay(asked)
    await expect(world.start(asked)).rejects.toThrow(code)
  })

  test('the holder of another link is told that there is no such payment', async () => {
    const asked = await world.request()
    const stranger = { id: asked.id, subject: 'another' }
    await expect(world.start(stranger)).rejects.toThrow('request.notFound')
  })
})

describe('messages', () => {
  test('doubled ten times, at once and again later: one outcome', async () => {
    const asked = await world.request()
    await world.pay(asked, 'duplicate')
    const message = world.messages.at(-1)
    if (!message) throw new Error('nothing was sent')
    await Promise.all(Array.from({ length: 10 }, () => world.deliver(message)))
    await world.work()
    await world.deliver(message)
    expect(await world.work()).toEqual([])
    expect(await types(asked)).toEqual(['payment.requested', 'payment.settled'])
    expect((await world.detail(asked)).paid).toEqual(usd(10_000))
  })

  test('reordered: an older one after the money changes nothing', async () => {
    const asked = await world.request()
    const started = await world.start(asked)
    const before = world.messages.length
    await world.choose(started, 'challenge', { lost: true })
    await world.choose(started, 'confirm', { lost: true })
    const [processing, settled] = world.messages.slice(before)
    if (!processing || !settled) throw new Error('nothing was sent')
    await world.deliver(settled)
    await world.work()
    await world.deliver(processing)
    await world.work()
    expect(await types(asked)).toEqual(['payment.requested', 'payment.settled'])
  })

  test('forged: refused without a word why, and nothing is kept', async () => {
    const asked = await world.request()
    await world.pay(asked)
    const message = world.messages.at(-1)
    if (!message) throw new Error('nothing was sent')
    const forged = { ...message, body: Buffer.from(`${Buffer.from(message.body)} `) }
    await expect(world.deliver(forged)).rejects.toThrow('request.unauthenticated')
    expect(world.jobs.take()).toEqual([])
  })

  test('lost: the reconciler asks after five minutes and finds the money', async () => {
    const asked = await world.request()
    const started = await world.start(asked)
    await world.choose(started, 'pay', { lost: true })
    await reconcile()
    expect(await world.detail(asked)).toMatchObject({ state: 'open' })
    world.clock.jump(5 * 60_000)
    await reconcile()
    expect(await world.detail(asked)).toMatchObject({ state: 'settled' })
  })

  test('lost for three days, and closed meanwhile: nothing is lost', async () => {
    const asked = await world.request()
    const started = await world.start(asked)
    await world.choose(started, 'pay', { lost: true })
    await close(asked)
    world.jobs.take()
    world.clock.jump(3 * 24 * 3_600_000)
    await reconcile()
    expect(await world.detail(asked)).toMatchObject({ state: 'settled', late: true })
  })
})

describe('late', () => {
  test('money after the close settles the payment as late, and is not refused', async () => {
    const asked = await world.request()
    const started = await world.start(asked)
    await world.choose(started, 'late')
    await close(asked)
    await world.work()
    expect(await world.detail(asked)).toMatchObject({ state: 'closed', paid: usd(0) })
    world.clock.jump(20 * 60_000)
    await world.sandbox.report()
    await world.work()
    expect(await world.detail(asked)).toMatchObject({ state: 'settled', late: true })
    const settled = (await world.events(asked)).find(({ type }) => type === 'payment.settled')
    expect(settled?.data).toMatchObject({ amountMinor: 10_000, late: true })
  })

  test('after the close the provider takes nothing any more', async () => {
    const asked = await world.request()
    const started = await world.start(asked)
    await close(asked)
    await world.work()
    await world.choose(started, 'pay')
    await world.work()
    expect(await world.detail(asked)).toMatchObject({ state: 'closed', paid: usd(0) })
  })
})

describe('the process dies', () => {
  test('between the provider’s answer and its writing: the same attempt goes on', async () => {
    const { world: dying, heal } = createWorldWith({
      createPayment: async (order, sandbox) => {
        await sandbox.createPayment(order)
        throw new ProviderDown('the answer never arrived')
      },
    })
    const asked = await dying.request()
    await expect(dying.start(asked)).rejects.toThrow('payments.providerUnavailable')
    heal()
    await dying.pay(asked)
    expect(await dying.detail(asked)).toMatchObject({
      paid: usd(10_000),
      attempts: [{ state: 'settled' }],
    })
  })

  test('before it was written, and nobody asks again: the reconciler ends it well', async () => {
    const { world: dying, heal } = createWorldWith({
      createPayment: () => Promise.reject(new ProviderDown('slow')),
    })
    const asked = await dying.request()
    await expect(dying.start(asked)).rejects.toThrow('payments.providerUnavailable')
    heal()
    await close(asked, dying)
    expect(await dying.work()).toEqual([])
    expect(await dying.detail(asked)).toMatchObject({
      state: 'closed',
      attempts: [{ state: 'expired' }],
    })
  })
})

describe('a provider that lies', () => {
  test.each([
    ['another amount', { amount: { amount: 1, currency: 'USD' } }],
    ['another currency', { amount: { amount: 10_000, currency: 'IDR' } }],
    ['another order', { providerReference: 'sandbox_of_somebody_else' }],
  ] as const)('about %s settles nothing and is told, once', async (_, lie) => {
    const { world: lying } = createWorldWith({
      fetchStatus: async (order, sandbox) => ({ ...(await sandbox.fetchStatus(order)), ...lie }),
    })
    const asked = await lying.request()
    await lying.pay(asked)
    lying.clock.jump(6 * 60_000)
    await reconcile(lying)
    expect(await lying.detail(asked)).toMatchObject({ state: 'open', paid: usd(0) })
    expect(await types(asked, lying)).toEqual(['payment.requested', 'payment.contradicted'])
  })

  test('that takes its word back changes nothing that was settled', async () => {
    const states: Observation['state'][] = ['settled', 'failed', 'open', 'expired']
    const { world: lying } = createWorldWith({
      fetchStatus: async () => ({ state: states.shift() ?? 'processing' }),
    })
    const asked = await lying.request()
    await lying.pay(asked)
    for (const message of lying.messages) await lying.deliver(message)
    await lying.work()
    expect(await lying.detail(asked)).toMatchObject({ state: 'settled', paid: usd(10_000) })
  })

  test('that is down keeps the work waiting, and it is done when it is back', async () => {
    const { world: down, heal } = createWorldWith({
      fetchStatus: () => Promise.reject(new ProviderDown('down')),
    })
    const asked = await down.request()
    await down.start(asked).then((started) => down.choose(started, 'pay'))
    expect(await down.work()).toEqual(['payments.handleWebhook'])
    heal()
    down.clock.jump(6 * 60_000)
    await reconcile(down)
    expect(await down.detail(asked)).toMatchObject({ state: 'settled' })
  })
})

test('paid in two ways at once: the second is given back by itself', async () => {
  const asked = await world.request()
  const card = await world.start(asked)
  const bank = await world.start(asked, 'online_banking')
  await world.choose(card, 'pay', { lost: true })
  await world.choose(bank, 'pay')
  await world.work()
  const { attempts, refunds, ...amounts } = await world.detail(asked)
  expect(attempts.map((attempt) => attempt.state)).toEqual(['settled', 'settled'])
  expect(refunds).toMatchObject([{ state: 'settled', amount: usd(10_000), reason: 'overpaid' }])
  expect(amounts).toMatchObject({ paid: usd(20_000), refunded: usd(10_000) })
  expect(await types(asked)).toEqual([
    'payment.requested',
    'payment.settled',
    'payment.overpaid',
    'payment.refunded',
  ])
  expect(await auditLedger(database.kysely)).toEqual([])
})

test('what others ask about their subjects is answered for the latest deposit', async () => {
  const asked = await world.request()
  await world.pay(asked)
  const { organisationId, clock } = world
  const refund = { organisationId, subject: asked.subject, reason: 'cancelled', cause: 'c1' }
  await world.system.transaction((tx) =>
    refundPayment(tx, { ...refund, amount: usd(4_000), now: clock.now() }),
  )
  const facts = await paymentsOf(database.kysely, organisationId, [asked.subject, 'another'])
  expect([...facts.keys()]).toEqual([asked.subject])
  expect(facts.get(asked.subject)).toMatchObject({
    paymentId: asked.id,
    state: 'settled',
    paid: usd(10_000),
    refunded: usd(4_000),
  })
  expect(await paymentsOf(database.kysely, 'another', [asked.subject])).toEqual(new Map())
})

type Harm = {
  readonly [Name in 'createPayment' | 'fetchStatus']?: (
    order: Parameters<Provider[Name]>[0],
    sandbox: Provider,
  ) => ReturnType<Provider[Name]>
}

/** A business whose provider does harm until it is healed. */
function createWorldWith(harm: Harm) {
  let isHarmed = true
  const { createPayment, fetchStatus } = harm
  const harmed = createWorld({
    database,
    disturb: (sandbox) => ({
      ...sandbox,
      createPayment: (order) =>
        isHarmed && createPayment ? createPayment(order, sandbox) : sandbox.createPayment(order),
      fetchStatus: (order) =>
        isHarmed && fetchStatus ? fetchStatus(order, sandbox) : sandbox.fetchStatus(order),
    }),
  })
  return {
    world: harmed,
    heal: () => {
      isHarmed = false
    },
  }
}
