import { testDatabase } from '@holdfast/testing/database'
import { afterEach, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { createBusyWorld, createStrangers } from '../fixtures/busy-world.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { fullEvening, offerOf, statesOf, wait, waitlistOf } from '../fixtures/waiting.ts'
import { migrations, withDeposit } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'
import { acceptOffer } from './accept-offer.ts'

const { database, appUrl } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const stranger = createStrangers()
const minuteMs = 60_000
const evening = '2026-05-16T18:00-04:00'
const harbor = { city: 'Harbor', postalCode: '10001', country: 'US' }
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  expect(await auditAllocations(db.kysely)).toEqual([])
})

function busyWorld() {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  return busy
}

describe('a time that becomes free', () => {
  test('is held for whoever waits longest and fits, with the deposit to pay and one mail', async () => {
    const { world, mailbox, run, show } = busyWorld()
    const { station, taken } = await fullEvening(world)
    await wait(world, station, { email: 'long@example.com', durationHours: 7 })
    await wait(world, station, { email: 'first@example.com', latest: '19:00' })
    await wait(world, station, { email: 'second@example.com' })
    await world.book(station, { ...stranger(), time: '22:00' })
    await world.cancel(taken)
    await run()
    // Whoever came first wants the whole evening, and somebody else comes at 22:00.
    expect(await statesOf(world, station)).toEqual(['waiting', 'offered', 'waiting'])
    const offer = await offerOf(world, station, 1)
    const heldUntil = new Date(world.clock.now().getTime() + 120 * minuteMs).toISOString()
    expect(offer).toMatchObject({ state: 'pending', time: '18:00', heldUntil })
    expect(await show(offer.bookingId)).toMatchObject({
      fromWaitlist: true,
      holdExpiresAt: heldUntil,
      deposit: { state: 'open', amount: { amount: 10_000 }, dueBy: heldUntil },
    })
    const [mail, ...more] = mailbox.sent().filter(({ subject }) => subject.startsWith('A time'))
    expect([mail?.to, more]).toEqual(['first@example.com', []])
    expect(mail?.text).toContain('Wednesday, May 6, 2026 at 10:00 AM EDT')
  })

  test('and is paid for in time ends the wait as booked', async () => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    await wait(world, station)
    await world.cancel(taken)
    await run()
    await world.pay((await offerOf(world, station)).bookingId)
    await run()
    expect(await waitlistOf(world, station)).toMatchObject([
      { state: 'booked', offer: { state: 'confirmed' } },
    ])
  })

  test('and runs out goes to the next in line, once, until nobody waits', async () => {
    const { world, mailbox, run, runUntil } = busyWorld()
    const { station, taken } = await fullEvening(world)
    for (const name of ['One', 'Two']) await wait(world, station, { name })
    await world.cancel(taken)
    await run()
    const first = await offerOf(world, station)
    await runUntil(first.heldUntil ?? '')
    expect(await statesOf(world, station)).toEqual(['passed', 'offered'])
    const second = await offerOf(world, station, 1)
    await runUntil(second.heldUntil ?? '')
    expect(await statesOf(world, station)).toEqual(['passed', 'passed'])
    expect(mailbox.subjects().filter((subject) => subject.startsWith('A time'))).toHaveLength(2)
    expect(await outcomeOf(world.book(station, stranger()))).toBe('done')
  })

  test('and is declined goes to the next in line, and nobody is mailed about the no', async () => {
    const { world, mailbox, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    for (const name of ['One', 'Two']) await wait(world, station, { name })
    await world.cancel(taken)
    await run()
    const before = mailbox.subjects().filter((subject) => subject.includes('cancelled')).length
    await world.cancel((await offerOf(world, station)).bookingId)
    await run()
    expect(await statesOf(world, station)).toEqual(['passed', 'offered'])
    const after = mailbox.subjects().filter((subject) => subject.includes('cancelled')).length
    expect(after).toBe(before)
  })

  test('and is paid for too late behaves like any other hold: taken again when free', async () => {
    const { world, run, runUntil } = busyWorld()
    const { station, taken } = await fullEvening(world)
    await wait(world, station)
    await world.cancel(taken)
    await run()
    const { bookingId, heldUntil } = await offerOf(world, station)
    await runUntil(heldUntil ?? '')
    expect(await statesOf(world, station)).toEqual(['passed'])
    await world.pay(bookingId)
    await run()
    expect(await statesOf(world, station)).toEqual(['booked'])
  })

  test('and is paid for when it is the next one’s gives the money back', async () => {
    const { world, run, runUntil, show } = busyWorld()
    const { station, taken } = await fullEvening(world)
    for (const name of ['One', 'Two']) await wait(world, station, { name })
    await world.cancel(taken)
    await run()
    const { bookingId, heldUntil } = await offerOf(world, station)
    await runUntil(heldUntil ?? '')
    await world.pay(bookingId)
    await run()
    expect(await statesOf(world, station)).toEqual(['passed', 'offered'])
    expect(await show(bookingId)).toMatchObject({
      state: 'expired',
      deposit: { refunded: { amount: 10_000 } },
    })
  })

  test('too near to the evening is offered to nobody, and before it never longer than till the notice', async () => {
    const { world, run, runUntil } = busyWorld()
    const { station, taken } = await fullEvening(world)
    for (const name of ['One', 'Two']) await wait(world, station, { name })
    const notice = Date.parse(evening) - 48 * 60 * minuteMs
    await runUntil(new Date(notice - 30 * minuteMs))
    await world.cancel(taken)
    await run()
    const { bookingId, heldUntil } = await offerOf(world, station)
    expect(heldUntil).toBe(new Date(notice).toISOString())
    await runUntil(new Date(notice - 14 * minuteMs))
    await world.cancel(bookingId)
    await run()
    expect(await statesOf(world, station)).toEqual(['passed', 'waiting'])
  })

  test('without a deposit waits for a yes, and is not confirmed by itself', async () => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world, {})
    await wait(world, station)
    await world.cancel(taken)
    await run()
    const { bookingId, state } = await offerOf(world, station)
    expect(state).toBe('pending')
    const input = { params: { id: bookingId }, body: {}, query: undefined }
    const guest = world.guestOf(bookingId)
    for (const _ of [1, 2]) {
      expect(await acceptOffer(guest, input, world.parts)).toMatchObject({ state: 'confirmed' })
    }
    await run()
    expect(await statesOf(world, station)).toEqual(['booked'])
  })

  test('with a deposit is not had by a yes alone, nor is anybody else’s booking', async () => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    await wait(world, station)
    await world.cancel(taken)
    await run()
    const other = await world.book(station, { ...stranger(), date: '2026-05-20' })
    for (const id of [(await offerOf(world, station)).bookingId, other.id]) {
      const input = { params: { id }, body: {}, query: undefined }
      expect(await outcomeOf(acceptOffer(world.guestOf(id), input, world.parts))).toBe(
        'bookings.wrongState',
      )
    }
  })

  test('is offered also to who holds two unpaid times, and lets them hold those two', async () => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    const mine = { ...stranger(), email: 'busy@example.com' }
    await world.book(station, { ...mine, date: '2026-05-20' })
    await world.book(station, { ...mine, date: '2026-05-21' })
    await wait(world, station, { email: mine.email, venue: mine.venue })
    await world.cancel(taken)
    await run()
    expect(await statesOf(world, station)).toEqual(['offered'])
    const third = world.book(station, { ...mine, date: '2026-05-22' })
    expect(await outcomeOf(third)).toBe('bookings.tooManyHolds')
  })

  test.each([
    ['phone', { phone: '+1 415 555 8888' }],
    ['place', { venue: { line1: '8 Own Hill', ...harbor } }],
  ])('is held at most twice at once for one %s, whoever it says it is', async (_, own) => {
    const { world, run } = busyWorld()
    const station = await world.station(3, withDeposit)
    const taken = await Promise.all([1, 2, 3].map(() => world.book(station, stranger())))
    for (const { id } of taken) await world.pay(id)
    for (const __ of [1, 2, 3]) await wait(world, station, own)
    await wait(world, station)
    for (const { id } of taken) await world.cancel(id)
    await run()
    expect(await statesOf(world, station)).toEqual(['offered', 'offered', 'waiting', 'offered'])
    const { bookingId } = await offerOf(world, station)
    await world.pay(bookingId)
    await world.cancel((await offerOf(world, station, 3)).bookingId)
    await run()
    expect(await statesOf(world, station)).toEqual(['booked', 'offered', 'offered', 'passed'])
  })

  test('stands before whoever comes next, when what was kept of the first fits no rule any more', async () => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    for (const __ of [1, 2]) await wait(world, station)
    const [first] = await waitlistOf(world, station)
    await db.kysely
      .updateTable('bookings.waitlist_entry')
      .set({ name: '' })
      .where('id', '=', first?.id ?? '')
      .execute()
    await world.cancel(taken)
    await run()
    expect(await statesOf(world, station)).toEqual(['waiting', 'offered'])
  })

  test('leaves out who dines elsewhere of ours at that time, and goes to the next', async () => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    const elsewhere = await world.station(1, withDeposit)
    await wait(world, station, { email: 'elsewhere@example.com' })
    await wait(world, station, { email: 'next@example.com' })
    await world.book(elsewhere, { ...stranger(), email: 'elsewhere@example.com' })
    await world.cancel(taken)
    await run()
    expect(await statesOf(world, station)).toEqual(['waiting', 'offered'])
  })
})
