import type { MenuChoice, Party, Travel, Venue } from '../contract.ts'
import { assertPortions, chooseMenu } from '../menu/choose-menu.ts'
import { findOffer } from '../offer/offer-store.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { priceOf, withRescheduleFees, type Offer } from '../price/price.ts'
import { findStation } from '../station/station-store.ts'
import { knownTravel, travelTo } from '../travel/travel.ts'
import type { Booking } from './booking.ts'
import type { StoredBooking } from './booking-store.ts'

/** What changes a booking's price. */
export interface TermsChange {
  readonly party?: Party | undefined
  readonly menu?: MenuChoice | undefined
  /** Null: the station counts no distance. Absent: the way stays. */
  readonly travel?: Travel | null | undefined
}

/**
 * A booking's terms after a change, by what the station offered when it was booked: a later price
 * list is none of its business. The deposit and what changes of date have cost stay. Throws the
 * problem of the rule that refuses its dishes.
 */
export async function changedTerms(
  tx: Pick<BookingsTransaction, 'kysely'>,
  booking: StoredBooking,
  change: TermsChange,
): Promise<Pick<Booking, 'party' | 'price' | 'menu' | 'travel'>> {
  const { party = booking.party, travel = booking.travel } = change
  const isRepriced = change.party ?? change.menu ?? change.travel
  const { menu, price } = booking
  if (!isRepriced) return { party, menu, travel, price }
  const offer = await offerOf(tx, booking)
  const chosen = change.menu ? chooseMenu(offer.menu, change.menu, party) : menu
  if (chosen && offer.menu) assertPortions(offer.menu, chosen, party)
  const asked = { ...priceOf(offer, { party, menu: chosen, travel }), deposit: price.deposit }
  return { party, travel, menu: chosen, price: withRescheduleFees(asked, booking.rescheduleFees) }
}

/** What a booking was offered; where nobody wrote that down, what its station offers now. */
async function offerOf(
  { kysely }: Pick<BookingsTransaction, 'kysely'>,
  { organisationId, stationId, offerVersion }: StoredBooking,
): Promise<Offer> {
  const kept = offerVersion === null ? undefined : await findOffer(kysely, stationId, offerVersion)
  return kept ?? findStation(kysely, { organisationId }, stationId)
}

export interface WayAsked {
  readonly booking: StoredBooking
  /** Where it was until now. */
  readonly before: Venue
  readonly venue?: Venue | undefined
  /** As staff say. */
  readonly miles?: number | undefined
}

/** The way of a booking whose address changes, or as staff say; undefined when it stays. */
export async function changedWay(
  ctx: Pick<BookingsContext, 'kysely' | 'actor'>,
  { booking, before, venue, miles }: WayAsked,
  distances: BookingsParts['distances'],
): Promise<Travel | null | undefined> {
  const isElsewhere =
    venue && (venue.postalCode !== before.postalCode || venue.country !== before.country)
  if (miles === undefined && !isElsewhere) return undefined
  const { prices } = await offerOf(ctx, booking)
  if (miles !== undefined) return knownTravel(prices, miles)
  const { base } = await findStation(ctx.kysely, ctx.actor, booking.stationId)
  return venue && travelTo({ base, prices }, venue, distances)
}
