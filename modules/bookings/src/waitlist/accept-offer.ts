import type { RouteInput } from '@holdfast/kernel/contract'
import { detailOf } from '../booking/booking-detail.ts'
import { saveBooking, type StoredBooking } from '../booking/booking-store.ts'
import { assertVersion, lockedBooking } from '../booking/locked-booking.ts'
import { move } from '../booking/states.ts'
import type { BookingDetail, bookingRoutes } from '../contract.ts'
import { isRunOut } from '../hold/expire-hold.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { problems } from '../problems.ts'

type AcceptRoute = (typeof bookingRoutes)['acceptOffer']

/**
 * Accepts a time that was offered where no deposit is asked: it is confirmed. Called again it
 * changes nothing. Throws `bookings.wrongState` for every other booking, and when the time that it
 * was held for is over.
 */
export async function acceptOffer(
  ctx: BookingsContext,
  { params, body }: RouteInput<AcceptRoute>,
  parts: Pick<BookingsParts, 'vault' | 'staff' | 'deposits'>,
): Promise<BookingDetail> {
  ctx.permit('bookings.accept', params.id)
  await ctx.transaction(async (tx) => {
    const offered = await lockedBooking(ctx, tx, params.id)
    if (offered.waitlistEntryId !== null && offered.state === 'confirmed') return
    assertVersion(offered, body.version)
    assertAwaitsAnswer(offered, ctx.now())
    const accepted = move(offered, 'confirmed', ctx.now())
    await saveBooking(tx.kysely, accepted)
    const data = { bookingId: accepted.id, version: accepted.version }
    await tx.emit('booking.confirmed', data, accepted.id)
  })
  return detailOf(ctx, params.id, parts)
}

function assertAwaitsAnswer(offered: StoredBooking, now: Date): void {
  const { state, waitlistEntryId, price } = offered
  const isOffer = state === 'pending' && waitlistEntryId !== null
  const isOpen = isOffer && price.deposit.amount === 0 && !isRunOut(offered, now)
  if (!isOpen) throw problems.wrongState({ state, deposit: price.deposit.amount })
}
