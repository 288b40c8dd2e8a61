import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, ChosenMenu, Price, Travel } from '../contract.ts'
import { chooseMenu } from '../menu/choose-menu.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { priceOf } from '../price/price.ts'
import { redeemQuote } from '../quote/redeem-quote.ts'
import type { Station } from '../station/station.ts'
import { travelTo } from '../travel/travel.ts'

type CreateBookingBody = RouteInput<(typeof bookingRoutes)['createBooking']>['body']

/** What a booking is made on: its price, and everything that the price is by. */
export interface Terms {
  readonly price: Price
  readonly offerVersion: number
  readonly menu: ChosenMenu | null
  readonly travel: Travel | null
  readonly quoteId: string | null
}

/**
 * The terms of a new booking: those of the quote that it names, else what the station offers now.
 * Throws the problem of the rule that refuses its dishes or its quote.
 */
export async function termsOf(
  ctx: BookingsContext,
  { station, body }: { readonly station: Station; readonly body: CreateBookingBody },
  { vault, distances }: Pick<BookingsParts, 'vault' | 'distances'>,
): Promise<Terms> {
  const { stationId, party, menu: choice, venue, quoteId } = body
  if (quoteId !== undefined) {
    const wanted = { quoteId, stationId, party, menu: choice, place: venue }
    const { price, offerVersion, menu, travel } = await redeemQuote(ctx, wanted, { vault })
    return { price, offerVersion, menu, travel, quoteId }
  }
  const menu = choice ? chooseMenu(station.menu, choice, party) : null
  const travel = await travelTo(station, venue, distances)
  const price = priceOf(station, { party, menu, travel })
  return { price, offerVersion: station.offerVersion, menu, travel, quoteId: null }
}
