import { newToken } from '@holdfast/kernel/crypto'
import { lockRoom, seeRoom, takeRoom, type RoomOptions } from '../allocation/take-room.ts'
import { phoneIndex, venueIndex } from '../customer/contact.ts'
import { keepCustomer } from '../customer/customer-store.ts'
import { assertHoldsLeft, seeOpenHolds } from '../hold/hold-limit.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import type { Booking } from './booking.ts'
import { insertBooking, type NewBooking } from './booking-store.ts'
import type { Draft } from './draft.ts'
import { sealDetails } from './private-details.ts'
import { newReference } from './reference.ts'

export interface WriteOptions extends RoomOptions, Pick<BookingsParts, 'vault'> {}

/** A booking for which everything stands ready, and nothing of it is written yet. */
export interface ReadyBooking {
  readonly booking: Booking
  /** Resolves when the booking and its allocations are written. The database has the last word. */
  write(): Promise<unknown>
}

/**
 * Finds and locks what a booking needs: the room, with those that step aside for it, and the customer.
 * Throws `bookings.slotTaken` when the station is full and `bookings.tooManyHolds` for the third hold
 * of one contact or place; the constraints throw when somebody else was quicker, as it is written or
 * at the end of the transaction.
 */
export async function readyBooking(
  tx: BookingsTransaction,
  draft: Draft,
  options: WriteOptions,
): Promise<ReadyBooking> {
  // Nobody asked for what is offered: it is no third time that somebody holds.
  const isAsked = draft.state === 'pending' && draft.waitlistEntryId === null
  // Sent together, in this order: so all take their locks in one order.
  const [seen, open, customer] = await Promise.all([
    seeRoom(tx, draft, options),
    isAsked ? seeOpenHolds(tx, draft, options.vault) : undefined,
    keepCustomer(tx.kysely, options.vault, {
      newId: options.ids(),
      organisationId: draft.organisationId,
      email: draft.details.contact.email,
      at: draft.createdAt,
    }),
  ])
  // Judged when the room is seen, so that a full station is always what is said first.
  if (open) assertHoldsLeft(open)
  const room = await lockRoom(tx, draft, { seen, exclusive: options.exclusive })
  const booking = { ...draft, customerId: customer.id, reference: newReference(newToken().hash) }
  const stored: NewBooking = {
    ...booking,
    phoneIndex: phoneIndex(options.vault, draft.details.contact.phone),
    venueIndex: venueIndex(options.vault, draft.details.venue),
    sealed: sealDetails(customer.dataKey, draft.id, draft.details),
  }
  const claim = { ...draft, bookingId: draft.id }
  return {
    booking,
    write: () =>
      Promise.all([
        insertBooking(tx.kysely, stored),
        takeRoom(tx, claim, { room, ids: options.ids }),
      ]),
  }
}
