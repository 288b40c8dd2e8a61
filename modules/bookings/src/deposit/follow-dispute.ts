import { lockBooking } from '../booking/booking-store.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { depositOf } from './ask-deposits.ts'
import { leftOf } from './deposits.ts'

/**
 * Tells staff that a dispute was won whose evening is off: the deposit is back here, and nobody
 * has decided yet what of it the guest gets. No money moves by itself: a refund besides a dispute
 * is how people are paid twice.
 */
export async function followWonDispute(
  tx: BookingsTransaction,
  of: { readonly bookingId: string; readonly organisationId: string },
  { deposits }: Pick<BookingsParts, 'deposits'>,
): Promise<void> {
  const booking = await lockBooking(tx.kysely, of, of.bookingId)
  if (booking?.state !== 'cancelled' && booking?.state !== 'expired') return
  const deposit = await depositOf(deposits, tx.kysely, booking)
  const leftMinor = deposit ? leftOf(deposit) : 0
  if (leftMinor === 0) return
  const data = { bookingId: booking.id, version: booking.version, leftMinor }
  await tx.emit('booking.disputeWonAfterEnd', data, booking.id)
}
