import { draftBooking, type Draft } from '../booking/draft.ts'
import { createBookingBody } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { priceOf } from '../price/price.ts'
import type { Slot } from '../slots/slots.ts'
import type { Station } from '../station/station.ts'
import { travelTo, withTravel } from '../travel/travel.ts'
import type { EntryDetails } from './entry.ts'
import { openEntry } from './entry.ts'
import type { StoredEntry } from './entry-store.ts'
import { offerEndsAt } from './offer-hold.ts'
import { isFree, wantedStarts } from './wanted-starts.ts'
import type { Capacity } from '../slots/slots.ts'

export interface Offering {
  readonly station: Station
  readonly capacity: Capacity
  readonly parts: Pick<BookingsParts, 'vault' | 'distances'>
}

type Ctx = Pick<BookingsContext, 'ids' | 'now'>

/**
 * What could be offered to somebody who waits, the earliest start first: holds by the station's
 * rules and at its price, drafted like any booking. None when nothing fits, is too soon, or when
 * they were erased.
 */
export async function draftOffers(
  ctx: Ctx,
  entry: StoredEntry,
  { station, capacity, parts }: Offering,
): Promise<readonly Draft[]> {
  // The way there only takes more: who does not fit without it needs not be opened.
  if (freeStarts(ctx, entry, { station, capacity }).length === 0) return []
  const details = opened(entry, parts)
  if (!details) return []
  const travel = await travelTo(station, details.venue, parts.distances)
  const price = priceOf(station, { party: entry.party, menu: null, travel })
  const terms = { price, offerVersion: station.offerVersion, menu: null, travel, quoteId: null }
  const reachable = { station: withTravel(station, travel), capacity }
  return freeStarts(ctx, entry, reachable).flatMap(({ date, time }) => {
    const body = bodyOf(entry, details, { date, time })
    const draft = draftBooking(ctx, { station, terms }, body)
    const { startsAt } = draft
    const { noticeHours, policies } = station
    const holdExpiresAt = offerEndsAt({ now: ctx.now(), startsAt, noticeHours, policies })
    if (!holdExpiresAt) return []
    return [{ ...draft, state: 'pending' as const, holdExpiresAt, waitlistEntryId: entry.id }]
  })
}

function freeStarts(
  ctx: Ctx,
  entry: StoredEntry,
  { station, capacity }: Pick<Offering, 'station' | 'capacity'>,
): readonly Slot[] {
  return wantedStarts(station, entry, { capacity, now: ctx.now() }).filter(isFree)
}

function opened(
  { id, customerId, customerKey, sealed }: StoredEntry,
  { vault }: Pick<BookingsParts, 'vault'>,
): EntryDetails | undefined {
  if (!customerKey) return undefined
  return openEntry(vault.openDataKey(customerId, customerKey), id, sealed)
}

function bodyOf(
  { stationId, durationHours, party, name }: StoredEntry,
  { contact, venue }: EntryDetails,
  startsAt: { readonly date: string; readonly time: string },
) {
  return createBookingBody.parse({
    stationId,
    startsAt,
    durationHours,
    party,
    contact: { name, ...contact },
    venue,
  })
}
