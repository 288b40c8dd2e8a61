import type { RouteInput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import { party, type bookingRoutes, type Price } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import { priceOf } from './price.ts'

/** What a party would pay at a station, by the function that prices the booking itself. */
export async function showPrice(
  ctx: BookingsContext,
  { params, query }: RouteInput<(typeof bookingRoutes)['showPrice']>,
): Promise<Price> {
  const guests = party.safeParse(query)
  if (!guests.success) throw tooMany(guests.error.issues[0]?.message)
  const station = await findStation(ctx.kysely, ctx.actor, params.id)
  return priceOf(station.prices, guests.data)
}

function tooMany(text = 'This party is too large.') {
  return requestProblems.invalid({}, { errors: [{ path: 'adults', code: 'tooMany', text }] })
}
