import type { DataKey } from '@holdfast/kernel/crypto'
import type { RouteInput } from '@holdfast/kernel/contract'
import type { BookingDetail, bookingRoutes } from '../contract.ts'
import { venueIndex } from '../customer/contact.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { priceOf, withRescheduleFees } from '../price/price.ts'
import { findStation } from '../station/station-store.ts'
import type { Station } from '../station/station.ts'
import { assertAllowed, assertGuestCountOpen } from './allowed.ts'
import { detailOf } from './booking-detail.ts'
import { saveBooking, type StoredBooking } from './booking-store.ts'
import { assertVersion, judgingOf, lockedBooking } from './locked-booking.ts'
import { openDetails, sealDetails } from './private-details.ts'
import { nextVersion } from './states.ts'

type ChangeRoute = (typeof bookingRoutes)['changeBooking']
type Changes = RouteInput<ChangeRoute>['body']

/**
 * Changes who comes, where, and what they wish; what is not given stays. Guests may change party
 * and venue until the guest count is final and the rest until the menu is
 * (`bookings.tooLateToChange`), staff until the evening is over. Another party is priced anew by
 * the station's prices; the deposit and what changes of date have cost stay.
 */
export async function changeBooking(
  ctx: BookingsContext,
  { params, body }: RouteInput<ChangeRoute>,
  parts: Pick<BookingsParts, 'vault' | 'staff' | 'deposits'>,
): Promise<BookingDetail> {
  ctx.permit('bookings.change', params.id)
  await ctx.transaction(async (tx) => {
    const booking = await lockedBooking(ctx, tx, params.id)
    assertVersion(booking, body.version)
    assertAllowed('change', booking, judgingOf(ctx))
    if (body.party || body.venue) assertGuestCountOpen(booking, judgingOf(ctx))
    const station = await findStation(tx.kysely, ctx.actor, booking.stationId)
    const key = parts.vault.openDataKey(booking.customerId, booking.customerKey)
    const next = { ...nextVersion(booking, ctx.now()), ...changed(booking, body, { station, key }) }
    const place = body.venue ? { venueIndex: venueIndex(parts.vault, body.venue) } : {}
    await saveBooking(tx.kysely, next, place)
    const data = { bookingId: next.id, version: next.version, changed: namesOf(body) }
    await tx.emit('booking.changed', data, next.id)
  })
  return detailOf(ctx, params.id, parts)
}

function changed(
  booking: StoredBooking,
  { party, venue, specialRequests, allergens }: Changes,
  { station, key }: { readonly station: Station; readonly key: DataKey },
): Pick<StoredBooking, 'party' | 'price' | 'sealed'> {
  const before = openDetails(key, booking.id, booking.sealed)
  const sealed = sealDetails(key, booking.id, {
    ...before,
    venue: venue ?? before.venue,
    specialRequests: specialRequests ?? before.specialRequests,
    allergens: allergens ?? before.allergens,
  })
  if (!party) return { party: booking.party, price: booking.price, sealed }
  const price = { ...priceOf(station.prices, party), deposit: booking.price.deposit }
  return { party, price: withRescheduleFees(price, booking.rescheduleFees), sealed }
}

/** What was changed, not to what: the event tells it for ever. */
function namesOf(changes: Changes): readonly string[] {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  return given.map(([name]) => name).filter((name) => name !== 'version')
}
