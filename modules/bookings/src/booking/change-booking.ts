import type { DataKey } from '@holdfast/kernel/crypto'
import type { RouteInput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import type { BookingDetail, bookingRoutes, Travel } from '../contract.ts'
import { venueIndex } from '../customer/contact.ts'
import { asBookingsProblem } from '../database-problems.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { assertAllowed, assertGuestCountOpen } from './allowed.ts'
import { detailOf, requireBooking } from './booking-detail.ts'
import { findBooking, saveBooking, type StoredBooking } from './booking-store.ts'
import { changedTerms, changedWay } from './changed-terms.ts'
import { assertVersion, judgingOf, lockedBooking } from './locked-booking.ts'
import { viewerOf } from './onlooker.ts'
import { openDetails, sealDetails } from './private-details.ts'
import { refitRoom } from './retake-room.ts'
import { nextVersion } from './states.ts'

type ChangeRoute = (typeof bookingRoutes)['changeBooking']
type Changes = RouteInput<ChangeRoute>['body']
type Parts = Pick<
  BookingsParts,
  'vault' | 'staff' | 'deposits' | 'advisoryLock' | 'cache' | 'distances'
>

/**
 * Changes who comes, where, what they eat, and what they wish; what is not given stays. Guests may
 * change party and venue until the guest count is final and the rest until the menu is
 * (`bookings.tooLateToChange`), staff until the evening is over. Another party, menu or way is
 * priced by what the station offered when it was booked; the deposit and what changes of date have
 * cost stay. A longer way needs room: `bookings.slotTaken` when there is none. How far an address
 * is, staff alone can say.
 */
export async function changeBooking(
  ctx: BookingsContext,
  { params, body }: RouteInput<ChangeRoute>,
  parts: Parts,
): Promise<BookingDetail> {
  ctx.permit('bookings.change', params.id)
  assertMaySayMiles(ctx, body)
  const travel = await wayOf(ctx, { id: params.id, body }, parts)
  try {
    await ctx.transaction((tx) => change(ctx, tx, { id: params.id, body, parts, travel }))
  } catch (error) {
    throw asBookingsProblem(error)
  }
  return detailOf(ctx, params.id, parts)
}

function assertMaySayMiles(ctx: BookingsContext, { travelMiles }: Changes): void {
  if (travelMiles === undefined || viewerOf(ctx.actor) !== 'guest') return
  throw requestProblems.forbidden({ travelMiles })
}

/** Asked before the transaction begins: whoever knows distances may be far away. */
async function wayOf(
  ctx: BookingsContext,
  { id, body }: { readonly id: string; readonly body: Changes },
  { vault, distances }: Parts,
): Promise<Travel | null | undefined> {
  const { venue, travelMiles: miles } = body
  if (!venue && miles === undefined) return undefined
  const booking = requireBooking(await findBooking(ctx.kysely, ctx.actor, id))
  const key = vault.openDataKey(booking.customerId, booking.customerKey)
  const before = openDetails(key, booking.id, booking.sealed).venue
  return changedWay(ctx, { booking, before, venue, miles }, distances)
}

interface Changing {
  readonly id: string
  readonly body: Changes
  readonly parts: Parts
  readonly travel: Travel | null | undefined
}

async function change(
  ctx: BookingsContext,
  tx: BookingsTransaction,
  { id, body, parts, travel }: Changing,
): Promise<void> {
  const booking = await lockedBooking(ctx, tx, id)
  assertVersion(booking, body.version)
  assertAllowed('change', booking, judgingOf(ctx))
  if (body.party || body.venue) assertGuestCountOpen(booking, judgingOf(ctx))
  const { party, menu } = body
  const key = parts.vault.openDataKey(booking.customerId, booking.customerKey)
  const next = {
    ...nextVersion(booking, ctx.now()),
    ...(await changedTerms(tx, booking, { party, menu, travel })),
    sealed: resealed(booking, body, key),
  }
  const place = body.venue ? { venueIndex: venueIndex(parts.vault, body.venue) } : {}
  await saveBooking(tx.kysely, next, place)
  const data = { bookingId: next.id, version: next.version, changed: namesOf(body) }
  await tx.emit('booking.changed', data, next.id)
  if (next.travel?.minutes !== booking.travel?.minutes) await refitRoom(tx, next, parts)
}

function resealed(
  booking: StoredBooking,
  { venue, specialRequests, allergens }: Changes,
  key: DataKey,
): StoredBooking['sealed'] {
  const before = openDetails(key, booking.id, booking.sealed)
  return sealDetails(key, booking.id, {
    ...before,
    venue: venue ?? before.venue,
    specialRequests: specialRequests ?? before.specialRequests,
    allergens: allergens ?? before.allergens,
  })
}

/** What was changed, not to what: the event tells it for ever. */
function namesOf(changes: Changes): readonly string[] {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  return given.map(([name]) => name).filter((name) => name !== 'version')
}
