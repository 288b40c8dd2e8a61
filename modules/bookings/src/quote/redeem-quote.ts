import type { MenuChoice, Party, Place } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { isPlaceOf } from './place-index.ts'
import { findQuote, type StoredQuote } from './quote-store.ts'

/** What a booking says that its quote must have been made for. */
export interface Redeeming {
  readonly quoteId: string
  readonly stationId: string
  readonly party: Party
  readonly menu?: MenuChoice | undefined
  readonly place: Place
}

/**
 * The quote that a booking names. Throws `bookings.unknownQuote`, `bookings.quoteExpired`, and
 * `bookings.quoteMismatch` when it was made for other guests, dishes, place or station.
 */
export async function redeemQuote(
  ctx: BookingsContext,
  wanted: Redeeming,
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<StoredQuote> {
  const quote = await findQuote(ctx.kysely, ctx.actor, wanted.quoteId)
  if (!quote) throw problems.unknownQuote({ quoteId: wanted.quoteId })
  if (quote.expiresAt <= ctx.now()) throw problems.quoteExpired({ quoteId: quote.id })
  const isFor =
    quote.stationId === wanted.stationId &&
    isSameParty(quote.party, wanted.party) &&
    isSameMenu(quote.menu, wanted.menu) &&
    isPlaceOf(vault, quote.placeIndex, wanted.place)
  if (!isFor) throw problems.quoteMismatch({ quoteId: quote.id })
  return quote
}

function isSameParty(one: Party, other: Party): boolean {
  return (
    one.adults === other.adults &&
    one.children === other.children &&
    one.underSix === other.underSix
  )
}

/** A booking that says nothing about dishes means those of its quote. */
function isSameMenu(quoted: MenuChoice | null, wanted: MenuChoice | undefined): boolean {
  return wanted === undefined || (quoted !== null && countsOf(quoted) === countsOf(wanted))
}

function countsOf({ proteins, addOns }: MenuChoice): string {
  const counts = [
    ...proteins.map(({ id, portions }) => `protein ${id} ${portions}`),
    ...addOns.map(({ id, quantity }) => `add-on ${id} ${quantity}`),
  ]
  return counts.toSorted().join('\n')
}
