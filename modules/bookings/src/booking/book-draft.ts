import { forDeposits } from '../deposit/ask-deposits.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { occupied } from '../allocation/take-room.ts'
import { slotsChanged } from '../slots/slot-cache.ts'
import type { Booking } from './booking.ts'
import type { Draft } from './draft.ts'
import { readyBooking, type WriteOptions } from './write-booking.ts'

export interface BookOptions extends WriteOptions, Pick<BookingsParts, 'deposits' | 'cache'> {}

/**
 * Writes a booking with what follows from it in the same transaction: the deposit that is asked,
 * the events, and that free times are looked at anew. Throws what `readyBooking` and the constraints
 * throw. A booking and an offer from the waitlist are both made here.
 */
export async function bookDraft(
  tx: BookingsTransaction,
  draft: Draft,
  options: BookOptions,
): Promise<Booking> {
  const { booking, write } = await readyBooking(tx, draft, options)
  const data = { bookingId: booking.id, version: booking.version }
  await Promise.all([
    write(),
    tx.emit('booking.created', data, booking.id),
    askForDeposit(tx, booking, options).then(() =>
      tx.emit(booking.holdExpiresAt ? 'booking.held' : 'booking.confirmed', data, booking.id),
    ),
    slotsChanged(tx, options.cache, occupied(draft)),
  ])
  return booking
}

/** Nothing is asked where the deposit is 0: such a time is held for an answer alone. */
async function askForDeposit(
  tx: BookingsTransaction,
  { id, organisationId, stationId, reference, price, holdExpiresAt, createdAt }: Booking,
  { deposits, ids }: Pick<BookOptions, 'deposits' | 'ids'>,
): Promise<void> {
  if (!holdExpiresAt || price.deposit.amount === 0) return
  await deposits.request(forDeposits(tx), {
    paymentId: ids(),
    organisationId,
    bookingId: id,
    stationId,
    amount: price.deposit,
    dueBy: holdExpiresAt,
    description: `Deposit for booking ${reference}`,
    now: createdAt,
  })
}
