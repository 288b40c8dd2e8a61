import { findBooking } from '../booking/booking-store.ts'
import type { BookingState, WaitlistState } from '../contract.ts'
import type { BookingsTransaction } from '../parts.ts'
import { lockEntry, saveEntry } from './entry-store.ts'
import { canMoveOn, moveOn } from './states.ts'

/** What the state of an offered booking means for who waited. */
const meaning: Readonly<Partial<Record<BookingState, WaitlistState>>> = {
  confirmed: 'booked',
  seated: 'booked',
  completed: 'booked',
  no_show: 'booked',
  cancelled: 'passed',
  expired: 'passed',
}

/**
 * Brings an entry in line with the booking that it was offered: doubled, late and reordered news
 * lead to the same.
 */
export async function followOffer(
  tx: BookingsTransaction,
  { bookingId, organisationId, now }: { bookingId: string; organisationId: string; now: Date },
): Promise<void> {
  const reach = { organisationId }
  const entryId = (await findBooking(tx.kysely, reach, bookingId))?.waitlistEntryId
  const entry = entryId ? await lockEntry(tx.kysely, reach, entryId) : undefined
  // Looked at again: its own state may have moved while the entry was waited for.
  const booking = entry && (await findBooking(tx.kysely, reach, bookingId))
  const to = booking && meaning[booking.state]
  if (!entry || !to || !canMoveOn(entry.state, to)) return
  const moved = moveOn(entry, to, now)
  await saveEntry(tx.kysely, moved)
  const data = { entryId: entry.id, stationId: entry.stationId, bookingId, version: moved.version }
  await tx.emit(`waitlist.${to}`, data, entry.id)
}
