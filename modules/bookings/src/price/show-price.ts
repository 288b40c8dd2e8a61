import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import { party, type bookingRoutes } from '../contract.ts'
import { namedDishes } from '../menu/choose-menu.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import { travelTo } from '../travel/travel.ts'
import { priceOf } from './price.ts'
import { savingsOf } from './savings.ts'

type PriceRoute = (typeof bookingRoutes)['showPrice']

/**
 * What a party would pay at a station, by the function that prices the booking itself. Throws
 * `bookings.unknownDish` for what is not on the menu.
 */
export async function showPrice(
  ctx: BookingsContext,
  { params, query }: RouteInput<PriceRoute>,
  { distances }: Pick<BookingsParts, 'distances'>,
): Promise<RouteOutput<PriceRoute>> {
  const { postalCode, country = 'US', protein = [], addOn = [], ...counts } = query
  const guests = party.safeParse(counts)
  if (!guests.success) throw tooMany(guests.error.issues[0]?.message)
  const station = await findStation(ctx.kysely, ctx.actor, params.id)
  const travel = postalCode ? await travelTo(station, { country, postalCode }, distances) : null
  const menu = namedDishes(station.menu, {
    proteins: protein.map(({ id, count }) => ({ id, portions: count })),
    addOns: addOn.map(({ id, count }) => ({ id, quantity: count })),
  })
  const order = { party: guests.data, menu, travel }
  const shown = { ...priceOf(station, order), savings: [...savingsOf(station, order)] }
  return travel ? { ...shown, travel } : shown
}

function tooMany(text = 'This party is too large.') {
  return requestProblems.invalid({}, { errors: [{ path: 'adults', code: 'tooMany', text }] })
}
