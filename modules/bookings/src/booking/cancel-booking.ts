import type { RouteInput } from '@holdfast/kernel/contract'
import { releaseAllocations } from '../allocation/allocation-store.ts'
import type { BookingDetail, bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { detailOf, requireBooking } from './booking-detail.ts'
import { lockBooking, saveState, type StoredBooking } from './booking-store.ts'
import { cancelled } from './cancellation.ts'
import { viewerOf } from './onlooker.ts'
import { sealCancelReason } from './private-details.ts'

type CancelRoute = (typeof bookingRoutes)['cancelBooking']

/**
 * Cancels a booking and frees what it held, in one transaction. A guest may until the start
 * (`bookings.tooLate` after it), staff until it is completed. Called again it changes nothing
 * and answers the cancelled booking.
 */
export async function cancelBooking(
  ctx: BookingsContext,
  { params, body }: RouteInput<CancelRoute>,
  parts: Pick<BookingsParts, 'vault' | 'staff'>,
): Promise<BookingDetail> {
  ctx.permit('bookings.cancel', params.id)
  await ctx.transaction(async (tx) => {
    const booking = requireBooking(await lockBooking(tx.kysely, ctx.actor, params.id))
    if (booking.state === 'cancelled') return
    const next = cancelled(booking, viewerOf(ctx.actor), ctx.now())
    await saveState(tx.kysely, next, reasonFor(parts.vault, booking, body.reason))
    await releaseAllocations(tx.kysely, booking.id, ctx.now())
    await emitCancelled(tx, booking.id, next.version)
  })
  return detailOf(ctx, params.id, parts)
}

function reasonFor(
  vault: BookingsParts['vault'],
  booking: StoredBooking,
  reason: string | undefined,
): Buffer | null {
  const key = vault.openDataKey(booking.customerId, booking.customerKey)
  return sealCancelReason(key, booking.id, reason)
}

function emitCancelled(tx: BookingsTransaction, bookingId: string, version: number) {
  return tx.emit('booking.cancelled', { bookingId, version }, bookingId)
}
