import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { bookingDetail } from '../contract.ts'
import { createBusyWorld, type BusyWorld } from '../fixtures/busy-world.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { migrations, withDeposit } from '../fixtures/world.ts'
import { cancelBooking } from './cancel-booking.ts'
import { changeBooking } from './change-booking.ts'
import { confirmBooking } from './confirm-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'
import { completeBooking, markNoShow, seatBooking } from './serve-booking.ts'

const { database, appUrl } = await testDatabase({ migrations })
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

function busyWorld(): BusyWorld {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  return busy
}

const inputFor = <Body>(id: string, body: Body) => ({ params: { id }, body, query: undefined })

describe('an evening', () => {
  test('begins, ends, and is told step by step', async () => {
    const { world, runUntil, show } = busyWorld()
    const { id } = await world.book(await world.station(1))
    const step = { ...world.parts }
    expect(await outcomeOf(seatBooking(world.operator, inputFor(id, {}), step))).toBe(
      'bookings.tooEarly',
    )
    await runUntil('2026-05-16T04:00:00Z') // midnight in New York
    expect(await seatBooking(world.operator, inputFor(id, {}), step)).toMatchObject({
      state: 'seated',
    })
    const end = () => completeBooking(world.operator, inputFor(id, {}), step)
    expect(await outcomeOf(end())).toBe('bookings.tooEarly')
    await runUntil('2026-05-16T22:00:00Z') // its start
    const done = await end()
    expect(bookingDetail.parse(done)).toEqual(done)
    expect(done.timeline.map(({ type }) => type)).toEqual([
      'booking.created',
      'booking.confirmed',
      'booking.seated',
      'booking.completed',
    ])
    expect(await completeBooking(world.operator, inputFor(id, {}), step)).toEqual(done)
    const { cancel, change, seat } = (await show(id)).actions
    expect([cancel.allowed, change.allowed, seat.allowed]).toEqual([false, false, false])
  })

  test('that has not begun is said to have still to begin, and not to be beyond change', async () => {
    const { world, show } = busyWorld()
    const confirmed = await world.book(await world.station(1))
    const held = await world.book(await world.station(1, withDeposit))
    const reasonOf = async (id: string, action: 'complete' | 'noShow' | 'seat') =>
      (await show(id)).actions[action].reason
    expect(await reasonOf(confirmed.id, 'complete')).toBe('The dinner has not begun yet.')
    expect(await reasonOf(held.id, 'complete')).toBe('It is not confirmed yet.')
    expect(await reasonOf(held.id, 'seat')).toBe('It is not confirmed yet.')
  })

  test('that nobody came to is noted from its start on, frees the team and keeps the deposit', async () => {
    const { world, run, runUntil } = busyWorld()
    const { id, startsAt } = await world.book(await world.station(1, withDeposit))
    await world.pay(id)
    await run()
    await runUntil(new Date(Date.parse(startsAt) - 1))
    const note = () => markNoShow(world.operator, inputFor(id, {}), world.parts)
    expect(await outcomeOf(note())).toBe('bookings.tooEarly')
    await runUntil(startsAt)
    expect(await note()).toMatchObject({
      state: 'no_show',
      deposit: { paid: { amount: 10_000 }, refunded: { amount: 0 } },
    })
  })

  test.each([
    ['seated', seatBooking],
    ['completed', completeBooking],
    ['noted as empty', markNoShow],
  ])('is never %s by a guest', async (_, verb) => {
    const { world } = busyWorld()
    const { id } = await world.book(await world.station(1))
    expect(await outcomeOf(verb(world.guestOf(id), inputFor(id, {}), world.parts))).toBe(
      'request.forbidden',
    )
  })
})

describe('staff confirm', () => {
  test('a held booking with a reason, and its deposit can still be paid', async () => {
    const { world, run, show } = busyWorld()
    const { id, startsAt } = await world.book(await world.station(1, withDeposit))
    const input = inputFor(id, { reason: 'Ada paid in cash.' })
    const confirmed = await confirmBooking(world.operator, input, world.parts)
    expect(confirmed).toMatchObject({
      state: 'confirmed',
      deposit: { state: 'open', dueBy: startsAt },
    })
    expect(confirmed.timeline.at(-1)).toMatchObject({ reason: 'Ada paid in cash.', by: 'staff' })
    expect(await confirmBooking(world.operator, input, world.parts)).toEqual(confirmed)
    await run()
    await world.clock.advance(3_600_000)
    await run()
    expect(await show(id)).toMatchObject({ state: 'confirmed' })
  })

  test('and the reason stands nowhere readable', async () => {
    const { world } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    const input = inputFor(id, { reason: 'secret-reason of Ada' })
    await confirmBooking(world.operator, input, world.parts)
    const { rows } = await sql<{ text: string }>`select string_agg(e::text, '') as text
      from kernel.event e where subject = ${id}`.execute(database.kysely)
    expect(rows[0]?.text).not.toContain('secret-reason')
    expect(rows[0]?.text).not.toContain(Buffer.from('secret-reason').toString('base64'))
  })

  test('an expired booking that is still free takes its time again', async () => {
    const { world, run } = busyWorld()
    const station = await world.station(1, withDeposit)
    const { id } = await world.book(station)
    await run()
    await world.clock.advance(15 * 60_000)
    await run()
    const confirmed = await confirmBooking(
      world.operator,
      inputFor(id, { reason: 'r' }),
      world.parts,
    )
    expect(confirmed.state).toBe('confirmed')
    const other = world.book(station, { phone: '+1 415 555 8888' })
    expect(await outcomeOf(other)).toBe('bookings.slotTaken')
  })
})

describe('a change', () => {
  test('of guests, wishes, allergens and address is priced, told and mailed', async () => {
    const { world, mailbox, run } = busyWorld()
    const { id, reference } = await world.book(await world.station(1))
    const venue = { line1: '2 New Street', city: 'Harbor', postalCode: '10002', country: 'US' }
    const changes = { party: { adults: 12, children: 2, underSix: 1 }, venue, allergens: ['soy'] }
    const changed = await changeBooking(world.guestOf(id), inputFor(id, changes), world.parts)
    expect(changed).toMatchObject({
      ...changes,
      partySize: 15,
      price: { total: { amount: 72_000 } },
    })
    expect(changed.timeline.at(-1)).toMatchObject({ type: 'booking.changed', by: 'guest' })
    await run()
    expect(mailbox.subjects()).toEqual([`Your booking ${reference} has changed`])
    expect(mailbox.sent()[0]?.text).toContain('2 New Street')
  })

  test('keeps what is not sent, the fee of a change of date and the deposit', async () => {
    const { world, run } = busyWorld()
    const told = { specialRequests: 'Please knock.', allergens: ['sesame'] }
    const { id } = await world.book(await world.station(1, withDeposit), told)
    await world.pay(id)
    await run()
    for (const [date, acceptedFee] of [
      ['2026-05-17', 0],
      ['2026-05-18', 5_000],
    ] as const) {
      const body = { startsAt: { date, time: '18:00' }, acceptedFee, waiveFee: false }
      await rescheduleBooking(world.guestOf(id), inputFor(id, body), world.parts)
    }
    const party = { adults: 20, children: 0, underSix: 0 }
    const changed = await changeBooking(world.guestOf(id), inputFor(id, { party }), world.parts)
    expect(changed).toMatchObject({
      ...told,
      price: { total: { amount: 115_000 }, deposit: { amount: 10_000 } },
    })
  })

  test.each([
    ['guests', '2026-05-15T22:00:00.000Z', { party: { adults: 5, children: 0, underSix: 0 } }],
    ['wishes', '2026-05-16T10:00:00.000Z', { specialRequests: 'No smoke.' }],
  ])('of %s is the guest’s until their deadline, and staff’s after it', async (_, until, body) => {
    const { world, runUntil } = busyWorld()
    const { id } = await world.book(await world.station(1))
    const change = (ctx = world.guestOf(id)) => changeBooking(ctx, inputFor(id, body), world.parts)
    await runUntil(until)
    expect(await outcomeOf(change())).toBe('done')
    await world.clock.advance(1)
    expect(await outcomeOf(change())).toBe('bookings.tooLateToChange')
    expect(await outcomeOf(change(world.operator))).toBe('done')
  })

  test('by two who looked at one version: the second looks again', async () => {
    const { world } = busyWorld()
    const { id } = await world.book(await world.station(1))
    const change = (allergens: string[]) =>
      changeBooking(world.operator, inputFor(id, { allergens, version: 1 }), world.parts)
    const outcomes = await Promise.all([outcomeOf(change(['soy'])), outcomeOf(change(['nuts']))])
    expect(outcomes.toSorted()).toEqual(['bookings.outdated', 'done'])
  })
})

describe('reminders', () => {
  const threeDaysBefore = '2026-05-13T22:00:00.000Z'
  const oneDayBefore = '2026-05-15T22:00:00.000Z'

  test('go out 72 and 24 hours before, once each', async () => {
    const { world, mailbox, run, runUntil } = busyWorld()
    const { reference } = await world.book(await world.station(1))
    await run()
    const reminders = () => mailbox.subjects().slice(1)
    await runUntil(new Date(Date.parse(threeDaysBefore) - 1))
    expect(reminders()).toEqual([])
    await runUntil(threeDaysBefore)
    expect(reminders()).toEqual([`Your booking ${reference} is in 3 days`])
    await runUntil(oneDayBefore)
    expect(reminders()).toEqual([
      `Your booking ${reference} is in 3 days`,
      `Your booking ${reference} is tomorrow`,
    ])
    await runUntil('2026-05-20T00:00:00Z')
    expect(reminders()).toHaveLength(2)
  })

  test('after a cancellation: none', async () => {
    const { world, mailbox, run, runUntil } = busyWorld()
    const { id } = await world.book(await world.station(1))
    await run()
    await world.cancel(id)
    await runUntil(threeDaysBefore)
    await runUntil(oneDayBefore)
    expect(mailbox.subjects().filter((subject) => /tomorrow|days/.test(subject))).toEqual([])
  })

  test('after a change of date: for the new date alone; after a change of guests: as before', async () => {
    const { world, mailbox, run, runUntil } = busyWorld()
    const { id } = await world.book(await world.station(1))
    await run()
    const body = {
      startsAt: { date: '2026-06-01', time: '18:00' },
      acceptedFee: 0,
      waiveFee: false,
    }
    await rescheduleBooking(world.guestOf(id), inputFor(id, body), world.parts)
    await changeBooking(world.guestOf(id), inputFor(id, { allergens: ['soy'] }), world.parts)
    const reminders = () => mailbox.subjects().filter((subject) => /tomorrow|days/.test(subject))
    await runUntil(threeDaysBefore)
    await runUntil(oneDayBefore)
    expect(reminders()).toEqual([])
    await runUntil('2026-05-29T22:00:00Z')
    await runUntil('2026-05-31T22:00:00Z')
    expect(reminders()).toHaveLength(2)
  })

  test('for a booking made between the two: the nearer one alone', async () => {
    const { world, mailbox, run, runUntil } = busyWorld()
    await world.book(await world.station(1), { date: '2026-05-08', time: '20:00' })
    await run()
    await runUntil('2026-05-08T00:00:00Z')
    expect(mailbox.subjects().filter((subject) => /tomorrow|days/.test(subject))).toHaveLength(1)
  })

  test('that could not go out in time: the nearer one alone, and it tells the day', async () => {
    const { world, mailbox, run, runUntil } = busyWorld()
    const { reference } = await world.book(await world.station(1))
    await run()
    await runUntil('2026-05-16T05:00:00Z')
    expect(mailbox.subjects().slice(1)).toEqual([`Your booking ${reference} is today`])
  })
})

test('a cancelled hold owes nothing and says so', async () => {
  const { world, mailbox, run } = busyWorld()
  const { id } = await world.book(await world.station(1, withDeposit))
  await run()
  await cancelBooking(world.guestOf(id), inputFor(id, {}), world.parts)
  await run()
  expect(mailbox.sent().at(-1)?.text).toContain('There is nothing more to do.')
  expect(mailbox.sent().at(-1)?.text).not.toContain('$')
})
