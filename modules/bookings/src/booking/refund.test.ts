import { testDatabase } from '@holdfast/testing/database'
import { afterEach, describe, expect, test } from 'vitest'
import { createBusyWorld } from '../fixtures/busy-world.ts'
import { outcomeOf, problemOf } from '../fixtures/outcome.ts'
import { migrations, withDeposit } from '../fixtures/world.ts'
import { cancelBooking } from './cancel-booking.ts'
import { previewRefund } from './preview-refund.ts'

const { database, appUrl } = await testDatabase({ migrations })
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

// The end of the fourth day before Saturday, May 16, in New York.
const deadline = '2026-05-13T04:00:00.000Z'
const justBefore = '2026-05-13T03:59:59.999Z'

/** A confirmed booking whose deposit is paid. */
async function aPaidBooking() {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  const { id, reference } = await busy.world.book(await busy.world.station(1, withDeposit))
  await busy.world.pay(id)
  await busy.run()
  const { world } = busy
  type Body = Parameters<typeof cancelBooking>[1]['body']
  const cancelAs = (who: 'guest' | 'staff', body: Body) =>
    cancelBooking(
      who === 'guest' ? world.guestOf(id) : world.operator,
      { params: { id }, body, query: undefined },
      world.parts,
    )
  const preview = (refund?: 'full' | 'none') =>
    previewRefund(
      refund ? world.operator : world.guestOf(id),
      { params: { id }, query: refund ? { refund } : {}, body: undefined },
      world.parts,
    )
  return { ...busy, id, reference, cancelAs, preview }
}

describe('a cancellation gives back what its preview said', () => {
  test.each([
    ['in time', justBefore, 'inTime', 10_000, 'We give $100.00 of your deposit back.'],
    ['too late', deadline, 'tooLate', 0, 'It was too late to give your deposit of $100.00 back.'],
  ])('%s', async (...[, at, rule, amount, words]) => {
    const { cancelAs, preview, runUntil, run, mailbox } = await aPaidBooking()
    await runUntil(at)
    const shown = await preview()
    expect(shown).toMatchObject({
      rule,
      refund: { amount },
      kept: { amount: 10_000 - amount },
      refundEndsAt: deadline,
    })
    const cancelled = await cancelAs('guest', { expectedRefund: shown.refund.amount })
    expect(cancelled.deposit?.refunded.amount).toBe(amount)
    await run()
    expect(mailbox.sent().at(-1)?.text).toContain(words)
  })

  test('and what the action of the booking said', async () => {
    const { world, id, preview, show, runUntil } = await aPaidBooking()
    const { refund, kept } = await preview()
    expect((await show(id)).actions.cancel).toEqual({
      allowed: true,
      refund,
      kept,
      until: deadline,
    })
    await runUntil(deadline)
    expect((await show(id)).actions.cancel).toMatchObject({ refund: { amount: 0 } })
    expect(world.clock.now()).toEqual(new Date(deadline))
  })

  test('or nothing happens when the deadline passed in between', async () => {
    const { id, cancelAs, preview, runUntil, show } = await aPaidBooking()
    await runUntil(justBefore)
    const expectedRefund = (await preview()).refund.amount
    await runUntil(deadline)
    const problem = await problemOf(cancelAs('guest', { expectedRefund }))
    expect(problem.code).toBe('bookings.refundChanged')
    expect(problem.options.members).toMatchObject({ refund: { amount: 0 } })
    expect(await show(id)).toMatchObject({ state: 'confirmed' })
  })
})

test('a day that is too near is told before the booking is moved there', async () => {
  const { world, id, preview } = await aPaidBooking()
  const query = { movedTo: '2026-05-08' }
  const there = await previewRefund(
    world.guestOf(id),
    { params: { id }, query, body: undefined },
    world.parts,
  )
  expect(there).toMatchObject({ rule: 'tooLate', refund: { amount: 0 }, kept: { amount: 10_000 } })
  expect(there.refundEndsAt).toBe('2026-05-05T04:00:00.000Z')
  expect(await preview()).toMatchObject({ rule: 'inTime', refundEndsAt: deadline })
})

describe('staff', () => {
  test.each([
    ['full', deadline, 10_000],
    ['none', justBefore, 0],
  ] as const)('may decide for %s, with a reason, and see it before', async (refund, at, amount) => {
    const { cancelAs, preview, runUntil } = await aPaidBooking()
    await runUntil(at)
    expect(await preview(refund)).toMatchObject({ rule: 'override', refund: { amount } })
    expect(await outcomeOf(cancelAs('staff', { refund }))).toBe('bookings.needsReason')
    const cancelled = await cancelAs('staff', { refund, reason: 'Storm.' })
    expect(cancelled.deposit?.refunded.amount).toBe(amount)
    expect(cancelled.timeline.at(-1)).toMatchObject({ reason: 'Storm.', amount: { amount } })
  })

  test('follow the policy when they decide nothing', async () => {
    const { cancelAs, runUntil } = await aPaidBooking()
    await runUntil(deadline)
    expect((await cancelAs('staff', {})).deposit?.refunded.amount).toBe(0)
  })
})

test('a guest can not decide about their refund', async () => {
  const { world, id, cancelAs, show } = await aPaidBooking()
  const asked = cancelAs('guest', { refund: 'full', reason: 'Please.' })
  expect(await outcomeOf(asked)).toBe('request.forbidden')
  const query = { refund: 'full' } as const
  const input = { params: { id }, query, body: undefined }
  expect(await outcomeOf(previewRefund(world.guestOf(id), input, world.parts))).toBe(
    'request.forbidden',
  )
  expect(await show(id)).toMatchObject({ state: 'confirmed' })
})

test.each([
  ['processing', 'bookings.paymentUnderWay', 'pending'],
  ['awaitingOffline', 'bookings.paymentUnderWay', 'pending'],
  [undefined, 'done', 'cancelled'],
] as const)(
  'unless somebody pays: a hold whose deposit is %s: %s',
  async (...[paying, outcome, state]) => {
    const busy = createBusyWorld({ database, connectionString: appUrl })
    endings.push(busy.close)
    const { world, run, show } = busy
    const { id } = await world.book(await world.station(1, withDeposit))
    if (paying) await world.pay(id, paying)
    await run()
    const body = { expectedRefund: 0, unlessPaying: true }
    const letGo = cancelBooking(
      world.guestOf(id),
      { params: { id }, body, query: undefined },
      world.parts,
    )
    expect(await outcomeOf(letGo)).toBe(outcome)
    expect(await show(id)).toMatchObject({ state })
  },
)

test('cancelled twice it is refunded once', async () => {
  const { cancelAs } = await aPaidBooking()
  const first = await cancelAs('guest', {})
  expect(await cancelAs('guest', { expectedRefund: 10_000 })).toEqual(first)
  expect(first.deposit?.refunded.amount).toBe(10_000)
})

test('who looked at an older version is told to look again', async () => {
  const { cancelAs, show, id } = await aPaidBooking()
  expect(await outcomeOf(cancelAs('staff', { version: 1 }))).toBe('bookings.outdated')
  expect((await show(id)).state).toBe('confirmed')
  expect(await outcomeOf(cancelAs('staff', { version: 2 }))).toBe('done')
})
