import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { showBooking } from '../booking/show-booking.ts'
import { bookingRoutes } from '../contract.ts'
import { createOfferWorld, idOf, party, venueAt, withBase } from '../fixtures/offer-world.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { migrations } from '../fixtures/world.ts'
import { showPrice } from '../price/show-price.ts'
import { changePolicies } from './change-policies.ts'

const { database } = await testDatabase({ migrations })
const world = createOfferWorld(database)
const { parts, operator, visitor, change, priced, quoteFor } = world

describe('a price list', () => {
  test('that changes is a new version, and changes no booking, not even one whose party grows', async () => {
    const station = await world.station(2)
    const before = await world.book(station, { party })
    expect(await priced(station, { adult: 9_900, deposit: 100 })).toMatchObject({ version: 2 })
    const kept = await showBooking(operator, { ...idOf(before.id), body: undefined }, parts)
    expect(kept.price).toEqual(before.price)
    const grown = await change(before.id, { party: { adults: 13 } })
    expect(grown.price.total.amount).toBe(13 * 5_500)
    const after = await world.book(station, { party, email: 'later@example.com' })
    expect(after.price.total.amount).toBe(12 * 9_900)
  })

  test('sent as it is makes no version; one that somebody else has changed is refused', async () => {
    const station = await world.station(1)
    expect(await priced(station, { adult: 5_500 })).toMatchObject({ version: 1 })
    await priced(station, { adult: 6_000, version: 1 })
    expect(await outcomeOf(priced(station, { adult: 7_000, version: 1 }))).toBe('bookings.outdated')
  })

  test('keeps every version, and the application can change none', async () => {
    const station = await world.station(1)
    await priced(station, { adult: 6_000 })
    const { rows } = await sql<{ adult: number }>`select (price_list ->> 'adult')::int as adult
      from bookings.offer where station_id = ${station.id} order by version`.execute(
      database.kysely,
    )
    expect(rows).toEqual([{ adult: 5_500 }, { adult: 6_000 }])
    const forge = sql`update bookings.offer set price_list = '{}' where station_id = ${station.id}`
    await expect(forge.execute(database.kysely)).rejects.toThrow('permission denied')
  })

  test('and policies are changed by staff alone', async () => {
    const station = await world.station(1)
    const input = { ...idOf(station.id), body: { refundDays: 9 } }
    expect(await outcomeOf(changePolicies(visitor, input, parts))).toBe('request.unauthenticated')
    const { policies } = await changePolicies(operator, input, parts)
    expect(policies).toEqual({ ...station.policies, refundDays: 9 })
  })
})

test('the price of dishes is told while somebody is choosing, as the booking then has it', async () => {
  const station = await world.station(1)
  const query = bookingRoutes.showPrice.request.query.parse({
    adults: '12',
    protein: ['filet-mignon:10', 'chicken:14'],
    addOn: ['gyoza:2'],
  })
  const asked = { ...idOf(station.id), body: undefined }
  const { savings: _, ...price } = await showPrice(visitor, { ...asked, query }, parts)
  const menu = {
    proteins: [
      { id: 'filet-mignon', portions: 10 },
      { id: 'chicken', portions: 14 },
    ],
    addOns: [{ id: 'gyoza', quantity: 2 }],
  }
  expect((await world.book(station, { party, menu })).price).toEqual(price)
  const few = { ...query, protein: [{ id: 'filet-mignon', count: 1 }], addOn: [] }
  const partly = await showPrice(visitor, { ...asked, query: few }, parts)
  expect(partly.total.amount).toBe(12 * 5_500 + 500)
  const gone = { ...query, addOn: [{ id: 'gold', count: 1 }] }
  expect(await outcomeOf(showPrice(visitor, { ...asked, query: gone }, parts))).toBe(
    'bookings.unknownDish',
  )
})

test('calculator, quote and booking tell one price for one evening', async () => {
  const station = await world.station(9, withBase)
  await priced(station, { taxes: [{ label: 'Tax', basisPoints: 825 }], taxesIncluded: false })
  for (const postalCode of ['10001', '10002', '10003', '99999']) {
    for (const adults of [2, 12, 31]) {
      const query = { adults, children: 1, underSix: 1, postalCode }
      const shown = await showPrice(visitor, { ...idOf(station.id), query, body: undefined }, parts)
      const { savings: _, travel: __, ...price } = shown
      const guests = { adults, children: 1, underSix: 1 }
      const quote = await quoteFor(station, { party: guests, place: { country: 'US', postalCode } })
      const time = `${11 + (adults % 11)}:00`
      const booked = await world.book(station, { party: guests, venue: venueAt(postalCode), time })
      expect(quote.price).toEqual(price)
      expect(booked.price).toEqual(price)
      await world.cancel(booked.id)
    }
  }
})
