import { databaseError } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createWorld, migrations, usd, type Asked } from '../fixtures/world.ts'
import { auditLedger } from '../ledger/audit-ledger.ts'
import { linesOf } from '../ledger/lines.ts'
import { postToLedger } from '../ledger/post-to-ledger.ts'
import { ProviderDown, ProviderRefusal } from '../providers/provider-errors.ts'
import type { RefundStatus } from '../providers/provider.ts'
import { allocate } from './allocate.ts'
import { applyRefundStatus } from './apply-refund-status.ts'
import type { PaymentsTables } from '../tables.ts'
import { refundPayment } from './refund-payment.ts'

const { database } = await testDatabase({ migrations })
const world = createWorld({ database })

async function paid(of = world): Promise<Asked> {
  const asked = await of.request()
  await of.pay(asked)
  return asked
}

function refund({ subject }: Asked, amount: number, by: string | By) {
  const { cause, of } = typeof by === 'string' ? { cause: by, of: world } : by
  const { organisationId, clock, system } = of
  const asked = { organisationId, subject, amount: usd(amount), reason: 'cancelled', cause }
  return system.transaction((tx) => refundPayment(tx, { ...asked, now: clock.now() }))
}

interface By {
  readonly cause: string
  readonly of: typeof world
}

async function outcomes(attempts: readonly Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts)
  const counts: Record<string, number> = {}
  for (const one of settled) {
    const word =
      one.status === 'fulfilled' ? 'done' : String(one.reason).match(/payments\.\w+/)?.[0]
    counts[word ?? 'otherwise'] = (counts[word ?? 'otherwise'] ?? 0) + 1
  }
  return counts
}

describe('allocate', () => {
  test.each([
    [
      5,
      [
        { id: 'a', left: 3 },
        { id: 'b', left: 4 },
      ],
      [
        { id: 'a', amount: 3 },
        { id: 'b', amount: 2 },
      ],
    ],
    [
      3,
      [
        { id: 'a', left: 3 },
        { id: 'b', left: 4 },
      ],
      [{ id: 'a', amount: 3 }],
    ],
    [
      8,
      [
        { id: 'a', left: 3 },
        { id: 'b', left: 4 },
      ],
      undefined,
    ],
    [1, [], undefined],
  ])('%d from %j', (amount, sources, parts) => {
    expect(allocate(amount, sources)).toEqual(parts)
  })
})

test('a part and the rest are given back, and the books balance', async () => {
  const asked = await paid()
  await refund(asked, 2_500, 'one')
  expect(await world.detail(asked)).toMatchObject({ refunding: usd(2_500), refunded: usd(0) })
  await world.work()
  await refund(asked, 7_500, 'two')
  await world.work()
  expect(await world.detail(asked)).toMatchObject({
    refunded: usd(10_000),
    refundable: usd(0),
    refunds: [{ state: 'settled' }, { state: 'settled' }],
  })
  expect(await auditLedger(database.kysely)).toEqual([])
})

test('100 refunds at once of a payment that holds 40 of them: 40 are given, 60 refused', async () => {
  const asked = await paid()
  const causes = Array.from({ length: 100 }, (_, index) => `cause ${index}`)
  const given = await outcomes(causes.map((cause) => refund(asked, 250, cause)))
  expect(given).toEqual({ done: 40, 'payments.refundTooLarge': 60 })
  expect(await world.work()).toEqual([])
  expect(await world.detail(asked)).toMatchObject({ refunded: usd(10_000) })
  expect(await auditLedger(database.kysely)).toEqual([])
})

test('one cause at once from everywhere: one refund', async () => {
  const asked = await paid()
  const given = await outcomes(Array.from({ length: 20 }, () => refund(asked, 6_000, 'same')))
  expect(given).toEqual({ done: 20 })
  expect((await world.detail(asked)).refunds).toHaveLength(1)
})

test('even code that forgets to look can not take more than was paid', async () => {
  const asked = await paid()
  const { organisationId } = world
  const tooMuch = database.transaction((tx) =>
    postToLedger(tx.withTypes<PaymentsTables>().kysely, {
      organisationId,
      currency: 'USD',
      kind: 'refundRequested',
      causeId: asked.id,
      paymentId: asked.id,
      at: world.clock.now(),
      lines: linesOf.refundRequested({ provider: 'sandbox', paymentId: asked.id, amount: 10_001 }),
    }),
  )
  const refusal = await tooMuch.catch((error: unknown) => databaseError(error)?.constraint)
  expect(refusal).toBe('account_balance')
  const columns = sql`update payments.payment set refunding = 10001 where id = ${asked.id}`
  const refused = await columns
    .execute(database.kysely)
    .catch((error: unknown) => databaseError(error)?.constraint)
  expect(refused).toBe('payment_given_back')
})

test('another currency is refused', async () => {
  const asked = await paid()
  const { organisationId, clock } = world
  const euros = { amount: 100, currency: 'EUR', exponent: 2 }
  const wrong = { organisationId, subject: asked.subject, reason: 'x', cause: 'y', amount: euros }
  const refused = world.system.transaction((tx) =>
    refundPayment(tx, { ...wrong, now: clock.now() }),
  )
  await expect(refused).rejects.toThrow('payments.otherCurrency')
})

describe('a provider that', () => {
  const answers: (RefundStatus | Error)[] = []
  const calls: string[] = []
  const harmed = createWorld({
    database,
    disturb: (sandbox) => ({
      ...sandbox,
      async refund(asked) {
        calls.push(asked.refundId)
        const answer = answers.shift()
        if (answer instanceof Error) throw answer
        return answer ?? sandbox.refund(asked)
      },
    }),
  })

  test('refuses: the amount can be given back again, and somebody is told', async () => {
    const asked = await paid(harmed)
    answers.push(new ProviderRefusal('charge_too_old'))
    await refund(asked, 10_000, { cause: 'one', of: harmed })
    await harmed.work()
    expect(await harmed.detail(asked)).toMatchObject({
      refunding: usd(0),
      refundable: usd(10_000),
      refunds: [{ state: 'failed', failure: 'charge_too_old' }],
    })
    expect((await harmed.events(asked)).at(-1)?.type).toBe('payment.refundFailed')
    await refund(asked, 10_000, { cause: 'two', of: harmed })
    await harmed.work()
    expect(await harmed.detail(asked)).toMatchObject({ refunded: usd(10_000) })
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  test('is down is asked again under the same key', async () => {
    const asked = await paid(harmed)
    answers.push(new ProviderDown('down'))
    const [wanted] = await refund(asked, 5_000, { cause: 'one', of: harmed })
    calls.length = 0
    expect(await harmed.work()).toEqual(['payments.sendRefund'])
    expect(await harmed.detail(asked)).toMatchObject({ refunding: usd(5_000) })
    await sendAgain(wanted?.id ?? '')
    expect(calls).toEqual([wanted?.id, wanted?.id])
    expect(await harmed.detail(asked)).toMatchObject({ refunded: usd(5_000) })
  })

  test('gave back and takes it back later: the payer is owed again', async () => {
    const asked = await paid(harmed)
    const [wanted] = await refund(asked, 5_000, { cause: 'one', of: harmed })
    await harmed.work()
    const { organisationId, clock } = harmed
    const seen = { state: 'failed', failure: 'account_closed' } as const
    const returned = { organisationId, refundId: wanted?.id ?? '', seen, now: clock.now() }
    await harmed.system.transaction((tx) => applyRefundStatus(tx, returned))
    await harmed.system.transaction((tx) => applyRefundStatus(tx, returned))
    expect(await harmed.detail(asked)).toMatchObject({ refunded: usd(0), refundable: usd(10_000) })
    expect(await auditLedger(database.kysely)).toEqual([])
  })

  async function sendAgain(refundId: string): Promise<void> {
    const { sendRefund } = await import('../jobs.ts')
    await harmed.system.transaction((tx) => tx.enqueue(sendRefund, { refundId }))
    await harmed.work()
  }
})
