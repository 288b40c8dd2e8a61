import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { eraseCustomer } from '../customer/erase/erase-customer.ts'
import {
  chicken,
  createOfferWorld,
  idOf,
  party,
  venueAt,
  withBase,
} from '../fixtures/offer-world.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { migrations, type BookingChanges } from '../fixtures/world.ts'
import { showQuote } from './show-quote.ts'

const { database } = await testDatabase({ migrations })
const world = createOfferWorld(database)
const { visitor, priced, quoteFor } = world

describe('a quote', () => {
  test('is kept to the cent, whatever the station asks meanwhile', async () => {
    const station = await world.station(2, withBase)
    const quote = await quoteFor(station, { menu: chicken(24) })
    await priced(station, { adult: 9_900, deposit: 5_000 })
    const booked = await world.book(station, {
      party,
      venue: venueAt('10001'),
      quoteId: quote.id,
    })
    expect(booked.price).toEqual(quote.price)
    expect(booked).toMatchObject({ state: 'confirmed', quoteId: quote.id, menu: quote.menu })
    const again = await showQuote(visitor, { ...idOf(quote.id), body: undefined })
    expect(again).toEqual(quote)
  })

  test.each<[string, BookingChanges]>([
    ['another party', { party: { ...party, adults: 11 } }],
    ['another place', { venue: venueAt('10002') }],
    ['other dishes', { menu: chicken(24) }],
  ])('is not for %s', async (_, changes) => {
    const station = await world.station(1, withBase)
    const { id: quoteId } = await quoteFor(station)
    const booked = world.book(station, { party, venue: venueAt('10001'), quoteId, ...changes })
    expect(await outcomeOf(booked)).toBe('bookings.quoteMismatch')
  })

  test('is for its own station and business alone', async () => {
    const station = await world.station(1)
    const { id: quoteId } = await quoteFor(await world.station(1))
    const mine = { party, venue: venueAt('10001'), quoteId }
    expect(await outcomeOf(world.book(station, mine))).toBe('bookings.quoteMismatch')
    const other = createOfferWorld(database)
    const theirs = other.book(await other.station(1), mine)
    expect(await outcomeOf(theirs)).toBe('bookings.unknownQuote')
    const seen = showQuote(other.visitor, { ...idOf(quoteId), body: undefined })
    expect(await outcomeOf(seen)).toBe('bookings.unknownQuote')
  })

  test('goes with who booked by it and was erased: nothing is left that finds their place', async () => {
    const station = await world.station(1, withBase)
    const quote = await quoteFor(station)
    const booked = await world.book(station, { party, venue: venueAt('10001'), quoteId: quote.id })
    await world.cancel(booked.id)
    const { rows } = await sql<{ id: string }>`select customer_id as id from bookings.booking
      where id = ${booked.id}`.execute(database.kysely)
    const customer = { ...idOf(rows[0]?.id ?? ''), body: {} }
    await eraseCustomer(world.operator, customer, world.parts)
    const left = await sql`select 1 from bookings.quote where id = ${quote.id}`.execute(
      database.kysely,
    )
    expect(left.rows).toEqual([])
  })

  test('runs out after a week', async () => {
    const other = createOfferWorld(database)
    const station = await other.station(1)
    const { id: quoteId } = await other.quoteFor(station)
    await other.clock.advance(7 * 24 * 3_600_000)
    const late = other.book(station, {
      party,
      quoteId,
      venue: venueAt('10001'),
      date: '2026-05-30',
    })
    expect(await outcomeOf(late)).toBe('bookings.quoteExpired')
  })

  test('can be changed by nobody', async () => {
    const { id } = await quoteFor(await world.station(1))
    const forge = sql`update bookings.quote set price = '{}' where id = ${id}`
    await expect(forge.execute(database.kysely)).rejects.toThrow('permission denied')
  })
})
