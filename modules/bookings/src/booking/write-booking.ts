import { newToken } from '@holdfast/kernel/crypto'
import { lockRoom, seeRoom, takeRoom, type RoomOptions } from '../allocation/take-room.ts'
import { phoneIndex, venueIndex } from '../customer/contact.ts'
import { keepCustomer } from '../customer/customer-store.ts'
import { assertHoldsLeft } from '../hold/hold-limit.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import type { Booking } from './booking.ts'
import { insertBooking } from './booking-store.ts'
import type { Draft } from './draft.ts'
import { sealDetails } from './private-details.ts'
import { newReference } from './reference.ts'

export interface WriteOptions extends RoomOptions, Pick<BookingsParts, 'vault'> {}

/**
 * Writes a booking with its allocations, moving others aside where that makes room. Throws
 * `bookings.slotTaken` when the station is full and `bookings.tooManyHolds` for the third hold of
 * one contact or place; the constraints throw when somebody else was quicker, here or at the end
 * of the transaction.
 */
export async function writeBooking(
  tx: BookingsTransaction,
  draft: Draft,
  options: WriteOptions,
): Promise<Booking> {
  const seen = await seeRoom(tx, draft, options)
  if (draft.state === 'pending') await assertHoldsLeft(tx, draft, options.vault)
  const customer = await keepCustomer(tx.kysely, options.vault, {
    newId: options.ids(),
    organisationId: draft.organisationId,
    email: draft.details.contact.email,
    at: draft.createdAt,
  })
  const room = await lockRoom(tx, draft, { seen, exclusive: options.exclusive })
  const booking: Booking = {
    ...draft,
    customerId: customer.id,
    reference: newReference(newToken().hash),
  }
  await insertBooking(tx.kysely, {
    ...booking,
    requiredKinds: draft.requiredKinds,
    phoneIndex: phoneIndex(options.vault, draft.details.contact.phone),
    venueIndex: venueIndex(options.vault, draft.details.venue),
    sealed: sealDetails(customer.dataKey, draft.id, draft.details),
  })
  await takeRoom(tx, { ...draft, bookingId: draft.id }, { room, ids: options.ids })
  return booking
}
