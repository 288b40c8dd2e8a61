import { saveBooking, type StoredBooking } from '../booking/booking-store.ts'
import { move } from '../booking/states.ts'
import type { BookingsTransaction } from '../parts.ts'

/** Confirms a locked booking that holds its time and whose deposit is here. */
export async function confirmPaid(
  tx: BookingsTransaction,
  booking: StoredBooking,
  now: Date,
): Promise<void> {
  const confirmed = { ...move(booking, 'confirmed', now), depositSettledAt: now }
  await saveBooking(tx.kysely, confirmed)
  const { id: bookingId, version } = confirmed
  await tx.emit('booking.confirmed', { bookingId, version }, bookingId)
}
