import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { rescheduleBooking } from '../booking/reschedule-booking.ts'
import { showBooking } from '../booking/show-booking.ts'
import { createOfferWorld, idOf, party, venueAt, withBase } from '../fixtures/offer-world.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { migrations } from '../fixtures/world.ts'
import { listSlots } from '../slots/list-slots.ts'
import { createZipDistances } from '../adapters/zip-distances.ts'

const { database } = await testDatabase({ migrations })
const world = createOfferWorld(database)
const { parts, operator, visitor, change, quoteFor } = world

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.kysely)
  return rows.length
}

async function heldOf(bookingId: string) {
  const { rows } = await sql<{ from: Date; to: Date }>`
    select lower(occupies) as from, upper(occupies) as to from bookings.allocation
    where booking_id = ${bookingId} and released_at is null`.execute(database.kysely)
  return rows.map(({ from, to }) => [from.toISOString(), to.toISOString()])
}

describe('the way to a guest', () => {
  test('is kept free before and after, and paid beyond the free miles', async () => {
    const station = await world.station(1, withBase)
    const booked = await world.book(station, { party, venue: venueAt('10002') })
    expect(booked.travel).toEqual({ state: 'known', miles: 45, minutes: 90 })
    expect(booked.price.total.amount).toBe(12 * 5_500 + 15 * 200)
    // 18:00 to 20:00 in New York, with 30 and 15 minutes of work and 90 of driving.
    expect(await heldOf(booked.id)).toEqual([
      ['2026-05-16T20:00:00.000Z', '2026-05-17T01:45:00.000Z'],
    ])
  })

  test('counts in the times that are shown for an address', async () => {
    const station = await world.station(1, withBase)
    await world.book(station, { time: '15:00', venue: venueAt('10001') })
    const times = async (postalCode?: string) => {
      const query = { date: '2026-05-16', durationHours: 2, partySize: 4, postalCode }
      const { items } = await listSlots(
        visitor,
        { ...idOf(station.id), query, body: undefined },
        parts,
      )
      return items.find(({ state, time }) => state !== 'full' && time > '15:00')?.time
    }
    expect([await times(), await times('10001'), await times('10002')]).toEqual([
      '18:00',
      '18:30',
      '19:30',
    ])
    const early = world.book(station, { time: '19:00', venue: venueAt('10002') })
    expect(await outcomeOf(early)).toBe('bookings.slotTaken')
    expect(await outcomeOf(world.book(station, { time: '19:30', venue: venueAt('10002') }))).toBe(
      'done',
    )
  })

  test.each(['99999', '10003'])(
    'to %s is asked of staff: never 0 miles, in price or time',
    async (postalCode) => {
      const station = await world.station(1, withBase)
      const place = { country: 'US', postalCode }
      expect(await quoteFor(station, { place })).toMatchObject({ state: 'unknownAddress' })
      const booked = await world.book(station, { party, venue: venueAt(postalCode) })
      expect(booked.travel).toEqual({ state: 'unknownAddress', minutes: 60 })
      expect(await heldOf(booked.id)).toEqual([
        ['2026-05-16T20:30:00.000Z', '2026-05-17T01:15:00.000Z'],
      ])
      const say = { travelMiles: 45 }
      expect(await outcomeOf(change(booked.id, say))).toBe('request.forbidden')
      const settled = await change(booked.id, say, operator)
      expect(settled.travel).toEqual({ state: 'known', miles: 45, minutes: 90 })
      expect(settled.price.total.amount).toBe(12 * 5_500 + 15 * 200)
      expect(await heldOf(booked.id)).toEqual([
        ['2026-05-16T20:00:00.000Z', '2026-05-17T01:45:00.000Z'],
      ])
    },
  )

  test('that becomes longer while the booking is moved is kept free at its new time', async () => {
    const station = await world.station(1, withBase)
    const { id } = await world.book(station, { party, venue: venueAt('10003') })
    const [changedWay, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const changing = database.transaction(async ({ kysely }) => {
      const travel = JSON.stringify({ state: 'known', miles: 45, minutes: 90 })
      await sql`update bookings.booking set travel = ${travel}::jsonb, version = version + 1
        where id = ${id}`.execute(kysely)
      changedWay.resolve()
      await goOn.promise
    })
    await changedWay.promise
    const startsAt = { date: '2026-05-17', time: '18:00' }
    const body = { startsAt, acceptedFee: 0, waiveFee: false }
    const moving = rescheduleBooking(operator, { ...idOf(id), body, query: undefined }, parts)
    await eventually(async () => expect(await waitingForLocks()).toBe(1))
    goOn.resolve()
    await Promise.all([changing, moving])
    expect(await heldOf(id)).toEqual([['2026-05-17T20:00:00.000Z', '2026-05-18T01:45:00.000Z']])
  })

  test('that becomes longer needs room; without it nothing changes', async () => {
    const station = await world.station(1, withBase)
    const one = await world.book(station, { time: '12:00', venue: venueAt('10001') })
    await world.book(station, { time: '15:30', venue: venueAt('10001') })
    const before = await showBooking(operator, { ...idOf(one.id), body: undefined }, parts)
    const longer = change(one.id, { venue: venueAt('10002') })
    expect(await outcomeOf(longer)).toBe('bookings.slotTaken')
    expect(await showBooking(operator, { ...idOf(one.id), body: undefined }, parts)).toEqual(before)
  })
})

const us = (postalCode: string) => ({ country: 'US', postalCode })

describe('distances by ZIP code', () => {
  const distances = createZipDistances()

  test.each<[string, string, number[]]>([
    ['10004', '11211', [3, 7]],
    ['10004', '08540', [45, 65]],
    ['60601', '60201', [11, 18]],
    ['90012', '92660', [35, 55]],
    ['90012', '90012-1234', [0, 0]],
  ])(
    'from %s to %s it is between %j miles, and as far back',
    async (from, to, [least = 0, most = 0]) => {
      const miles = (await distances.milesBetween(us(from), us(to))) ?? Number.NaN
      expect(miles).toBeGreaterThanOrEqual(least)
      expect(miles).toBeLessThanOrEqual(most)
      expect(await distances.milesBetween(us(to), us(from))).toBeCloseTo(miles)
    },
  )

  test.each([
    ['a ZIP code that is not in the file', us('99999')],
    ['no ZIP code', us('somewhere')],
    ['another country', { country: 'DE', postalCode: '10115' }],
  ])('%s is unknown, not near', async (_, to) => {
    expect(await distances.milesBetween(us('10004'), to)).toBeUndefined()
  })
})
