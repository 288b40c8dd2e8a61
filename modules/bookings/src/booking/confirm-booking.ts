import type { RouteInput } from '@holdfast/kernel/contract'
import type { BookingDetail, bookingRoutes } from '../contract.ts'
import { leavePayable } from '../deposit/leave-payable.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { assertAllowed } from './allowed.ts'
import { detailOf } from './booking-detail.ts'
import { saveBooking } from './booking-store.ts'
import { explainRefusal, isCollision } from './explain-refusal.ts'
import { assertVersion, judgingOf, lockedBooking } from './locked-booking.ts'
import { sealNote } from './private-details.ts'
import { retakeRoom, soughtAgain } from './retake-room.ts'
import { move } from './states.ts'

type ConfirmRoute = (typeof bookingRoutes)['confirmBooking']
type Parts = Pick<BookingsParts, 'vault' | 'staff' | 'deposits' | 'advisoryLock' | 'cache'>

const attempts = 4

/**
 * Confirms a booking without waiting for its deposit, by staff who say why. An expired one takes
 * its time again when it is still free, else `bookings.slotTaken` with `alternatives`. Called
 * again it changes nothing.
 */
export async function confirmBooking(
  ctx: BookingsContext,
  { params, body }: RouteInput<ConfirmRoute>,
  parts: Parts,
): Promise<BookingDetail> {
  ctx.permit('bookings.confirm', params.id)
  for (let attempt = 1; ; attempt++) {
    try {
      await ctx.transaction((tx) => confirm(ctx, tx, { id: params.id, body, parts }))
      return await detailOf(ctx, params.id, parts)
    } catch (error) {
      if (attempt < attempts && isCollision(error)) continue
      const sought = await soughtAgain(ctx, params.id)
      throw await explainRefusal(ctx, sought, error)
    }
  }
}

interface Confirming {
  readonly id: string
  readonly body: RouteInput<ConfirmRoute>['body']
  readonly parts: Parts
}

async function confirm(
  ctx: BookingsContext,
  tx: BookingsTransaction,
  { id, body, parts }: Confirming,
): Promise<void> {
  const booking = await lockedBooking(ctx, tx, id)
  if (booking.state === 'confirmed') return
  assertVersion(booking, body.version)
  assertAllowed('confirm', booking, judgingOf(ctx))
  const now = ctx.now()
  if (booking.state === 'expired') await retakeRoom(tx, booking, { ...parts, ids: ctx.ids, now })
  const confirmed = move(booking, 'confirmed', now)
  await saveBooking(tx.kysely, confirmed)
  await leavePayable(tx, confirmed, parts)
  const key = parts.vault.openDataKey(booking.customerId, booking.customerKey)
  const reason = sealNote(key, id, body.reason)
  const data = { bookingId: id, version: confirmed.version, reason }
  await tx.emit('booking.confirmed', data, id)
}
