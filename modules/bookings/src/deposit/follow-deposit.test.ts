import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { confirmBooking } from '../booking/confirm-booking.ts'
import { createBusyWorld, createStrangers } from '../fixtures/busy-world.ts'
import { tell } from '../fixtures/deposits.ts'
import { outcomeOf, tally } from '../fixtures/outcome.ts'
import { migrations, withDeposit, type World } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'
import { followDeposit } from './follow-deposit.ts'

const { database, appUrl } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const endings: (() => Promise<void>)[] = []
const stranger = createStrangers()
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  expect(await auditAllocations(db.kysely)).toEqual([])
})

const minuteMs = 60_000

function busyWorld() {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  return busy
}

async function refundsOf(bookingId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ refunded: number; refund_causes: string[] }>`
    select refunded, refund_causes from fixtures.deposit
    where booking_id = ${bookingId}`.execute(database.kysely)
  return rows.flatMap(({ refunded, refund_causes }) =>
    refund_causes.map((cause) => `${cause.split(':')[0]} ${refunded}`),
  )
}

/** As its job does, before any other job has its turn. */
function followNow({ operator, parts, organisationId, clock }: World, bookingId: string) {
  const options = { ...parts, ids: operator.ids, now: clock.now() }
  return operator.transaction((tx) => followDeposit(tx, { bookingId, organisationId }, options))
}

describe('a deposit that is paid', () => {
  test('confirms the booking, once, and mails that once', async () => {
    const { world, mailbox, run, show } = busyWorld()
    const { id, reference } = await world.book(await world.station(1, withDeposit))
    await run()
    await world.pay(id)
    await run()
    expect(await show(id)).toMatchObject({
      state: 'confirmed',
      version: 2,
      deposit: { state: 'paid', paid: { amount: 10_000 }, refunded: { amount: 0 } },
    })
    expect(mailbox.subjects()).toEqual([
      `Your time is held: booking ${reference}`,
      `Your booking ${reference} is confirmed`,
    ])
  })

  test('told three times and out of order changes nothing more', async () => {
    const { world, mailbox, run, show } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    const of = { bookingId: id, organisationId: world.organisationId }
    await world.pay(id)
    for (const what of ['settled', 'processing', 'settled']) {
      await database.transaction((tx) => tell(tx, of, what))
    }
    await run()
    await world.clock.advance(20 * minuteMs)
    await run()
    expect(await show(id)).toMatchObject({ state: 'confirmed', version: 2 })
    expect(mailbox.subjects().filter((subject) => subject.includes('confirmed'))).toHaveLength(1)
  })

  test('in the last moment wins over the expiry, whichever comes first', async () => {
    const { world, run, show } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    await run()
    await world.clock.advance(15 * minuteMs)
    await world.pay(id)
    await run()
    expect(await show(id)).toMatchObject({ state: 'confirmed' })
    expect(await refundsOf(id)).toEqual([])
  })

  test('in time keeps its time from whoever asks for it before the news has arrived', async () => {
    const { world, run, show } = busyWorld()
    const station = await world.station(1, withDeposit)
    const { id } = await world.book(station)
    await world.pay(id)
    await world.clock.advance(15 * minuteMs)
    await expect(world.book(station, stranger())).rejects.toThrow('bookings.slotTaken')
    await run()
    expect(await show(id)).toMatchObject({ state: 'confirmed', deposit: { state: 'paid' } })
    expect(await refundsOf(id)).toEqual([])
  })

  test('of a booking that staff have confirmed stays with it', async () => {
    const { world, run, show } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    const input = { params: { id }, body: { reason: 'A regular.' }, query: undefined }
    await confirmBooking(world.operator, input, world.parts)
    await world.pay(id)
    await run()
    expect(await show(id)).toMatchObject({ state: 'confirmed', version: 2 })
    expect(await refundsOf(id)).toEqual([])
  })
})

describe('a deposit that comes late', () => {
  test('takes the time again when it is still free', async () => {
    const { world, mailbox, run, show } = busyWorld()
    const { id, reference } = await world.book(await world.station(1, withDeposit))
    await run()
    await world.clock.advance(15 * minuteMs)
    await run()
    expect(await show(id)).toMatchObject({ state: 'expired' })
    await world.pay(id)
    await run()
    expect(await show(id)).toMatchObject({
      state: 'confirmed',
      deposit: { refunded: { amount: 0 } },
    })
    expect(mailbox.subjects()).toContain(`Your booking ${reference} is confirmed`)
  })

  test('is given back, once, and the guest told, when the time is somebody else’s', async () => {
    const { world, mailbox, run, show } = busyWorld()
    const station = await world.station(1, withDeposit)
    const { id, reference } = await world.book(station)
    await world.clock.advance(15 * minuteMs)
    const winner = await world.book(station, stranger())
    await world.pay(winner.id)
    await world.pay(id)
    await database.transaction((tx) =>
      tell(tx, { bookingId: id, organisationId: world.organisationId }, 'settled'),
    )
    await run()
    expect(await show(winner.id)).toMatchObject({ state: 'confirmed' })
    const lost = await show(id)
    expect(lost).toMatchObject({ state: 'expired', deposit: { refunded: { amount: 10_000 } } })
    expect(lost.timeline.at(-1)).toMatchObject({
      type: 'booking.depositReturned',
      amount: { amount: 10_000 },
    })
    expect(await refundsOf(id)).toEqual(['late 10000'])
    const told = mailbox.sent().filter(({ subject }) => subject.includes('goes back'))
    expect(told.map(({ subject }) => subject)).toEqual([
      `Your payment for booking ${reference} goes back to you`,
    ])
    expect(told[0]?.text).toContain('$100.00')
  })

  test('is kept, once staff have confirmed the expired booking without it', async () => {
    const { world, run, show } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    await world.clock.advance(15 * minuteMs)
    await run()
    const input = { params: { id }, body: { reason: 'A regular guest' }, query: undefined }
    const { deposit } = await confirmBooking(world.operator, input, world.parts)
    expect(deposit).toMatchObject({ state: 'closed', paid: { amount: 0 } })
    await world.pay(id)
    await run()
    expect(await show(id)).toMatchObject({ state: 'confirmed', deposit: { state: 'paid' } })
    expect(await refundsOf(id)).toEqual([])
  })

  test('takes the time again from a hold that has run out as well', async () => {
    const { world, run, show } = busyWorld()
    const station = await world.station(1, withDeposit)
    const first = await world.book(station)
    await world.clock.advance(15 * minuteMs)
    const second = await world.book(station, stranger())
    await world.clock.advance(15 * minuteMs)
    await world.pay(first.id)
    await followNow(world, first.id)
    expect((await show(first.id)).state).toBe('confirmed')
    await run()
    expect((await show(second.id)).state).toBe('expired')
    expect(await refundsOf(first.id)).toEqual([])
  })

  test('is given back when the evening has begun', async () => {
    const { world, runUntil, run, show } = busyWorld()
    const { id, startsAt } = await world.book(await world.station(1, withDeposit))
    await run()
    await runUntil(startsAt)
    await world.pay(id)
    await run()
    expect(await show(id)).toMatchObject({ state: 'expired' })
    expect(await refundsOf(id)).toEqual(['late 10000'])
  })

  test('for a booking that was cancelled meanwhile is given back', async () => {
    const { world, run, show } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    await world.cancel(id)
    await world.pay(id)
    await run()
    expect(await show(id)).toMatchObject({ state: 'cancelled' })
    expect(await refundsOf(id)).toEqual(['late 10000'])
  })

  test('but before the cancellation is given back by the cancellation, once', async () => {
    const { world, run } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    await world.pay(id)
    await world.cancel(id)
    await run()
    expect(await refundsOf(id)).toEqual(['cancelled 10000'])
  })

  test('and was kept by a late cancellation is not given back by a doubled message', async () => {
    const { world, run, runUntil } = busyWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    await world.pay(id)
    await runUntil('2026-05-15T12:00:00Z')
    await world.cancel(id)
    await database.transaction((tx) =>
      tell(tx, { bookingId: id, organisationId: world.organisationId }, 'settled'),
    )
    await run()
    expect(await refundsOf(id)).toEqual([])
  })
})

test('a deposit that a late cancellation kept before its message was heard stays kept', async () => {
  const { world, run } = busyWorld()
  const { id } = await world.book(await world.station(1, withDeposit))
  const input = { params: { id }, body: { reason: 'A regular.' }, query: undefined }
  await confirmBooking(world.operator, input, world.parts)
  await world.pay(id)
  await world.clock.advance(Date.parse('2026-05-15T12:00:00Z') - world.clock.now().getTime())
  await world.cancel(id)
  await run()
  expect(await refundsOf(id)).toEqual([])
})

describe('two that want one time', () => {
  test.each([
    ['the same time', {}],
    ['a longer time that overlaps', { time: '16:00', durationHours: 4 }],
    ['a later time that overlaps', { time: '19:30', durationHours: 1 }],
  ])(
    'both paid, the second for %s: one is confirmed, the other gets its money back',
    async (_, when) => {
      const { world, run, show } = busyWorld()
      const station = await world.station(1, withDeposit)
      const first = await world.book(station)
      await world.clock.advance(15 * minuteMs)
      const second = await world.book(station, { ...stranger(), ...when })
      await Promise.all([world.pay(first.id), world.pay(second.id)])
      await run()
      expect((await show(first.id)).state).toBe('expired')
      expect((await show(second.id)).state).toBe('confirmed')
      expect(await refundsOf(first.id)).toEqual(['late 10000'])
      expect(await refundsOf(second.id)).toEqual([])
    },
  )

  test('both confirmed by staff at once: one is, the other is refused with alternatives', async () => {
    const { world, run } = busyWorld()
    const station = await world.station(1, withDeposit)
    const pending = []
    for (const when of [{}, { time: '17:00', durationHours: 3 }]) {
      pending.push(await world.book(station, { ...stranger(), ...when }))
      await world.clock.advance(15 * minuteMs)
      await run()
    }
    const answers = await Promise.allSettled(
      pending.map(({ id }) =>
        confirmBooking(
          world.operator,
          { params: { id }, body: { reason: 'Both asked.' }, query: undefined },
          world.parts,
        ),
      ),
    )
    expect(tally(answers)).toEqual({ done: 1, 'bookings.slotTaken': 1 })
  })

  test('a third time that neither holds is still refused while both are there', async () => {
    const { world } = busyWorld()
    const station = await world.station(1, withDeposit)
    await world.book(station, stranger())
    const longer = world.book(station, { ...stranger(), time: '17:00', durationHours: 3 })
    expect(await outcomeOf(longer)).toBe('bookings.slotTaken')
  })
})

test('the refund of a cancellation and a payment told at the same moment are one refund', async () => {
  const { world, run } = busyWorld()
  for (let round = 0; round < 8; round++) {
    const { id } = await world.book(await world.station(1, withDeposit), stranger())
    const input = { params: { id }, body: {}, query: undefined }
    await Promise.all([world.pay(id), cancelBooking(world.guestOf(id), input, world.parts), run()])
    await run()
    expect(await refundsOf(id)).toEqual([expect.stringMatching(/^(late|cancelled) 10000$/)])
  }
})
