import type { StoredBooking } from '../booking/booking-store.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { depositOf, forDeposits } from './ask-deposits.ts'

/**
 * The deposit of a confirmed booking is still asked for, and may come until the evening: called
 * anew when the evening moves. That of a hold which had ended is not: its payment stays closed, and
 * staff who confirm it do without. Money that comes all the same is kept for the evening.
 */
export async function leavePayable(
  tx: BookingsTransaction,
  booking: StoredBooking,
  { deposits }: Pick<BookingsParts, 'deposits'>,
): Promise<void> {
  const { id: bookingId, organisationId, startsAt, changedAt: now } = booking
  if (!(await depositOf(deposits, tx.kysely, booking))) return
  await deposits.extend(forDeposits(tx), { organisationId, bookingId, dueBy: startsAt, now })
}
