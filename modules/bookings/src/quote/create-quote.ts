import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, Quote } from '../contract.ts'
import { chooseMenu } from '../menu/choose-menu.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { priceOf } from '../price/price.ts'
import { savingsOf } from '../price/savings.ts'
import { findStation } from '../station/station-store.ts'
import { travelTo } from '../travel/travel.ts'
import { placeIndex } from './place-index.ts'
import { quoteOnWire } from './quote-on-wire.ts'
import { insertQuote, type StoredQuote } from './quote-store.ts'

type CreateRoute = (typeof bookingRoutes)['createQuote']

const promisedMs = 7 * 24 * 3_600_000

/**
 * Promises a price for a week, by the function that prices a booking. Anybody may ask. Where
 * nobody can say how far the place is, its state is `unknownAddress` and the rest is promised.
 */
export async function createQuote(
  ctx: BookingsContext,
  { body }: RouteInput<CreateRoute>,
  { vault, distances }: Pick<BookingsParts, 'vault' | 'distances'>,
): Promise<Quote> {
  const station = await findStation(ctx.kysely, ctx.actor, body.stationId)
  const menu = body.menu ? chooseMenu(station.menu, body.menu, body.party) : null
  const travel = await travelTo(station, body.place, distances)
  const order = { party: body.party, menu, travel }
  const quote: StoredQuote = {
    ...order,
    id: ctx.ids(),
    organisationId: station.organisationId,
    stationId: station.id,
    offerVersion: station.offerVersion,
    placeIndex: placeIndex(vault, body.place),
    price: priceOf(station, order),
    savings: savingsOf(station, order),
    createdAt: ctx.now(),
    expiresAt: new Date(ctx.now().getTime() + promisedMs),
  }
  await ctx.transaction((tx) => insertQuote(tx.kysely, quote))
  return quoteOnWire(quote)
}
