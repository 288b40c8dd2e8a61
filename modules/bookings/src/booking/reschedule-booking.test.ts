import { testDatabase } from '@holdfast/testing/database'
import { afterEach, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import type { Alternative, BookingDetail } from '../contract.ts'
import { createBusyWorld, createStrangers, type BusyWorld } from '../fixtures/busy-world.ts'
import { outcomeOf, problemOf, tally } from '../fixtures/outcome.ts'
import { migrations, withDeposit } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'
import { confirmBooking } from './confirm-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'

const { database, appUrl } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const stranger = createStrangers()
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  expect(await auditAllocations(db.kysely)).toEqual([])
})

function busyWorld(): BusyWorld {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  return busy
}

type Body = Parameters<typeof rescheduleBooking>[1]['body']
type Wish = Partial<Omit<Body, 'startsAt'>> & { readonly date?: string; readonly time?: string }

function reschedule(
  { world }: BusyWorld,
  id: string,
  { as = 'guest', date = '2026-05-17', time = '18:00', ...rest }: Wish & { as?: 'guest' | 'staff' },
): Promise<BookingDetail> {
  const ctx = as === 'guest' ? world.guestOf(id) : world.operator
  const body = { acceptedFee: 0, waiveFee: false, startsAt: { date, time }, ...rest }
  return rescheduleBooking(ctx, { params: { id }, body, query: undefined }, world.parts)
}

describe('a booking that is moved', () => {
  test('has its new time, and its old one is free', async () => {
    const busy = busyWorld()
    const station = await busy.world.station(1)
    const { id, reference } = await busy.world.book(station)
    const moved = await reschedule(busy, id, { durationHours: 3 })
    expect(moved).toMatchObject({
      state: 'confirmed',
      version: 2,
      date: '2026-05-17',
      startsAt: '2026-05-17T22:00:00.000Z',
      endsAt: '2026-05-18T01:00:00.000Z',
    })
    expect(moved.timeline.at(-1)).toMatchObject({ type: 'booking.rescheduled', by: 'guest' })
    expect(await outcomeOf(busy.world.book(station))).toBe('done')
    const there = busy.world.book(station, { date: '2026-05-17', time: '19:00' })
    expect(await outcomeOf(there)).toBe('bookings.slotTaken')
    await busy.run()
    expect(busy.mailbox.subjects()).toContain(`Your booking ${reference} has a new time`)
  })

  test('may overlap its own old time', async () => {
    const busy = busyWorld()
    const { id } = await busy.world.book(await busy.world.station(1))
    const moved = reschedule(busy, id, { date: '2026-05-16', time: '19:00' })
    expect(await outcomeOf(moved)).toBe('done')
  })

  test('lets others step aside where that makes room', async () => {
    const busy = busyWorld()
    const station = await busy.world.station(2)
    await busy.world.book(station, { time: '12:00' })
    const placeholder = await busy.world.book(station, { time: '15:30' })
    await busy.world.book(station, { time: '15:30' })
    await busy.world.cancel(placeholder.id)
    const { id } = await busy.world.book(station, { date: '2026-05-17' })
    const moved = reschedule(busy, id, { date: '2026-05-16', time: '14:00' })
    expect(await outcomeOf(moved)).toBe('done')
  })

  test('twice to the same time is moved once', async () => {
    const busy = busyWorld()
    const { id } = await busy.world.book(await busy.world.station(1))
    const first = await reschedule(busy, id, { version: 1 })
    expect(await reschedule(busy, id, { version: 1 })).toEqual(first)
  })
})

describe('a time that is taken', () => {
  test('changes nothing, and comes with alternatives that its own old time does not block', async () => {
    const busy = busyWorld()
    const station = await busy.world.station(1)
    const before = await busy.world.book(station)
    await busy.world.book(station, { date: '2026-05-17' })
    const problem = await problemOf(reschedule(busy, before.id, { time: '17:00' }))
    expect(problem.code).toBe('bookings.slotTaken')
    const alternatives = problem.options.members?.['alternatives'] as Alternative[]
    expect(alternatives).toHaveLength(5)
    const found = await busy.show(before.id)
    expect(found).toMatchObject({ version: 1, startsAt: before.startsAt })
    const own = { date: '2026-05-16', time: '20:00' }
    expect(await outcomeOf(reschedule(busy, before.id, own))).toBe('done')
  })

  test('by a hold that has run out is free', async () => {
    const busy = busyWorld()
    const station = await busy.world.station(1, withDeposit)
    const mine = await busy.world.book(station, stranger())
    await busy.world.pay(mine.id)
    await busy.run()
    await busy.world.book(station, { ...stranger(), date: '2026-05-17' })
    expect(await outcomeOf(reschedule(busy, mine.id, {}))).toBe('bookings.slotTaken')
    await busy.world.clock.advance(15 * 60_000)
    expect(await outcomeOf(reschedule(busy, mine.id, {}))).toBe('done')
  })

  test('of the same customer is bookings.overlap', async () => {
    const busy = busyWorld()
    const station = await busy.world.station(2)
    const email = 'two@example.com'
    const { id } = await busy.world.book(station, { email })
    await busy.world.book(station, { email, date: '2026-05-17' })
    expect(await outcomeOf(reschedule(busy, id, {}))).toBe('bookings.overlap')
  })

  test('wanted by twenty that move and twenty that book: one of them has it', async () => {
    const busy = busyWorld()
    const station = await busy.world.station(1)
    const dates = Array.from({ length: 10 }, (_, n) => `2026-06-${String(10 + n)}`)
    const ids = []
    for (const date of dates) ids.push((await busy.world.book(station, { date })).id)
    const answers = await Promise.allSettled([
      ...ids.map((id) => reschedule(busy, id, {})),
      ...dates.map(() => busy.world.book(station, { date: '2026-05-17' })),
    ])
    expect(tally(answers)).toEqual({ done: 1, 'bookings.slotTaken': 19 })
  })

  test('by two that want each other’s: they can not both move, and neither is lost', async () => {
    const busy = busyWorld()
    const station = await busy.world.station(1)
    const one = await busy.world.book(station)
    const other = await busy.world.book(station, { date: '2026-05-17' })
    const answers = await Promise.allSettled([
      reschedule(busy, one.id, {}),
      reschedule(busy, other.id, { date: '2026-05-16' }),
    ])
    expect(tally(answers)).toEqual({ 'bookings.slotTaken': 2 })
  })
})

describe('what it costs', () => {
  test('nothing the first time, then a fee, which must be accepted and is in the price', async () => {
    const busy = busyWorld()
    const { id } = await busy.world.book(await busy.world.station(1))
    expect((await busy.show(id)).actions.reschedule).toMatchObject({ fee: { amount: 0 } })
    await reschedule(busy, id, {})
    const { actions } = await busy.show(id)
    expect(actions.reschedule).toEqual({
      allowed: true,
      fee: expect.objectContaining({ amount: 5_000 }),
    })
    const problem = await problemOf(reschedule(busy, id, { date: '2026-05-18' }))
    expect(problem.code).toBe('bookings.feeNotAccepted')
    expect(problem.options.members).toMatchObject({ fee: { amount: 5_000 } })
    const moved = await reschedule(busy, id, { date: '2026-05-18', acceptedFee: 5_000 })
    expect(moved.price.total.amount).toBe(60_000)
    expect(moved.price.lines.at(-1)).toMatchObject({ label: 'Change of date' })
    const again = await reschedule(busy, id, { date: '2026-05-19', acceptedFee: 5_000 })
    expect(again.price.total.amount).toBe(65_000)
    expect(again.price.lines.filter(({ label }) => label === 'Change of date')).toHaveLength(1)
  })

  test('is waived by staff with a reason, and never by a guest', async () => {
    const busy = busyWorld()
    const { id } = await busy.world.book(await busy.world.station(1))
    await reschedule(busy, id, {})
    const wish = { date: '2026-05-18', waiveFee: true }
    expect(await outcomeOf(reschedule(busy, id, wish))).toBe('request.forbidden')
    const asStaff = { ...wish, as: 'staff' } as const
    expect(await outcomeOf(reschedule(busy, id, asStaff))).toBe('bookings.needsReason')
    const moved = await reschedule(busy, id, { ...asStaff, reason: 'Ada was ill.' })
    expect(moved.price.total.amount).toBe(55_000)
    expect(moved.timeline.at(-1)).toMatchObject({ reason: 'Ada was ill.', by: 'staff' })
  })
})

test('a deposit that is still to be paid is due until the dinner, wherever the dinner goes', async () => {
  const busy = busyWorld()
  const { id } = await busy.world.book(await busy.world.station(1, withDeposit), {
    date: '2026-06-14',
  })
  const input = { params: { id }, body: { reason: 'They pay soon.' }, query: undefined }
  const before = await confirmBooking(busy.world.operator, input, busy.world.parts)
  expect(before.deposit?.dueBy).toBe(before.startsAt)
  const moved = await reschedule(busy, id, { as: 'staff', date: '2026-05-25' })
  expect(moved.deposit?.dueBy).toBe(moved.startsAt)
  expect(moved.timeline.at(-1)?.moved).toEqual({ from: before.startsAt, to: moved.startsAt })
})

test('a deposit that was forfeited stays so, however far away the new date is', async () => {
  const busy = busyWorld()
  const { id } = await busy.world.book(await busy.world.station(1, withDeposit))
  await busy.world.pay(id)
  await busy.runUntil('2026-05-13T12:00:00Z')
  await reschedule(busy, id, { date: '2026-07-01' })
  const { actions } = await busy.show(id)
  expect(actions.cancel).toMatchObject({ refund: { amount: 0 }, kept: { amount: 10_000 } })
})

test.each([
  ['pending', 'bookings.wrongState'],
  ['cancelled', 'bookings.wrongState'],
  ['begun', 'bookings.tooLate'],
])('a booking that is %s is not moved', async (state, code) => {
  const busy = busyWorld()
  const station = await busy.world.station(1, state === 'pending' ? withDeposit : {})
  const { id, startsAt } = await busy.world.book(station)
  if (state === 'cancelled') await busy.world.cancel(id)
  if (state === 'begun') await busy.runUntil(startsAt)
  const moved = reschedule(busy, id, { date: '2026-05-25' })
  expect(await outcomeOf(moved)).toBe(code)
})
