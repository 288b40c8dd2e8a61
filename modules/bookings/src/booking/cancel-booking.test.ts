import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { bookingDetail } from '../contract.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, migrations } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'
import { cancelBooking } from './cancel-booking.ts'

const { database } = await testDatabase({ migrations })
const newWorld = () => createWorld({ database })
const inputFor = (id: string, reason?: string) => ({
  params: { id },
  body: reason === undefined ? {} : { reason },
  query: undefined,
})

async function eventsOf(bookingId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ type: string }>`select type from kernel.event
    where subject = ${bookingId} order by id`.execute(database.kysely)
  return rows.map((row) => row.type)
}

async function setState(id: string, ...states: readonly string[]): Promise<void> {
  await database.transaction(async (tx) => {
    for (const state of states) {
      await sql`update bookings.booking set state = ${state}, version = version + 1
        where id = ${id}`.execute(tx.kysely)
    }
    if (states.at(-1) !== 'seated') {
      await sql`update bookings.allocation set released_at = now()
        where booking_id = ${id}`.execute(tx.kysely)
    }
  })
}

describe('a guest who cancels', () => {
  test('gets the cancelled booking, with reason and timeline, and the slot is free again', async () => {
    const world = newWorld()
    const station = await world.station(1)
    const { id } = await world.book(station)
    const found = await cancelBooking(world.guestOf(id), inputFor(id, 'We are ill.'), world.parts)
    expect(bookingDetail.parse(found)).toEqual(found)
    expect(found).toMatchObject({ state: 'cancelled', version: 2, cancelReason: 'We are ill.' })
    expect(found.timeline.map(({ type, by }) => [type, by])).toEqual([
      ['booking.created', 'guest'],
      ['booking.confirmed', 'guest'],
      ['booking.cancelled', 'guest'],
    ])
    expect(found.actions.cancel).toEqual({
      allowed: false,
      reason: 'This booking is already cancelled.',
    })
    expect(await outcomeOf(world.book(station))).toBe('done')
  })

  test('twice changes nothing the second time', async () => {
    const world = newWorld()
    const { id } = await world.book(await world.station(1))
    const first = await world.cancel(id)
    await world.clock.advance(60_000)
    expect(await world.cancel(id)).toEqual(first)
    expect(await eventsOf(id)).toEqual([
      'booking.created',
      'booking.confirmed',
      'booking.cancelled',
    ])
  })

  test('twice at the same moment cancels once', async () => {
    const world = newWorld()
    const { id } = await world.book(await world.station(1))
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.cancel(id)))
    expect(new Set(answers.map((answer) => answer.version))).toEqual(new Set([2]))
    expect((await eventsOf(id)).filter((type) => type === 'booking.cancelled')).toHaveLength(1)
  })

  test('may until the start, not at it', async () => {
    const world = newWorld()
    const station = await world.station(2)
    const [inTime, late] = [await world.book(station), await world.book(station)]
    const startMs = Date.parse(inTime.startsAt)
    await world.clock.advance(startMs - world.clock.now().getTime() - 1)
    expect(await outcomeOf(world.cancel(inTime.id))).toBe('done')
    await world.clock.advance(1)
    expect(await outcomeOf(world.cancel(late.id))).toBe('bookings.tooLate')
  })

  test('never sees or cancels another booking', async () => {
    const world = newWorld()
    const station = await world.station(2)
    const [own, other] = [await world.book(station), await world.book(station)]
    const asked = cancelBooking(world.guestOf(own.id), inputFor(other.id), world.parts)
    expect(await outcomeOf(asked)).toBe('request.notFound')
  })
})

describe('somebody of the business who cancels', () => {
  test('may after the start as well', async () => {
    const world = newWorld()
    const { id, startsAt } = await world.book(await world.station(1))
    await world.clock.advance(Date.parse(startsAt) - world.clock.now().getTime() + 1)
    const asked = cancelBooking(world.operator, inputFor(id, 'Storm'), world.parts)
    expect(await asked).toMatchObject({ state: 'cancelled' })
  })

  test.each([
    ['seated', ['seated']],
    ['completed', ['seated', 'completed']],
    ['no_show', ['no_show']],
  ])('may not when it is %s', async (_, states) => {
    const world = newWorld()
    const { id } = await world.book(await world.station(1))
    await setState(id, ...states)
    const asked = cancelBooking(world.operator, inputFor(id), world.parts)
    expect(await outcomeOf(asked)).toBe('bookings.wrongState')
  })

  test('of another organisation finds nothing', async () => {
    const world = newWorld()
    const { id } = await world.book(await world.station(1))
    const asked = cancelBooking(newWorld().operator, inputFor(id), world.parts)
    expect(await outcomeOf(asked)).toBe('request.notFound')
  })
})

test('somebody without a link is asked to sign in', async () => {
  const world = newWorld()
  const { id } = await world.book(await world.station(1))
  const asked = cancelBooking(world.visitor, inputFor(id), world.parts)
  expect(await outcomeOf(asked)).toBe('request.unauthenticated')
})

test('a booking and its cancel inside one keyed transaction hold together', async () => {
  const world = newWorld()
  const { id } = await world.book(await world.station(1))
  const found = await database.transaction((tx) =>
    cancelBooking(world.contextOf(world.guestOf(id).actor, tx), inputFor(id), world.parts),
  )
  expect(found.timeline.at(-1)?.type).toBe('booking.cancelled')
  expect(await auditAllocations(database.withTypes<BookingsTables>().kysely)).toEqual([])
})
