import { newToken } from '@holdfast/kernel/crypto'
import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import {
  insertAllocations,
  lockResources,
  lockResourcesOf,
  moveAllocations,
} from '../allocation/allocation-store.ts'
import { findRoom, resourcesTouched, type Room, type RoomWanted } from '../allocation/find-room.ts'
import { phoneIndex } from '../customer/contact.ts'
import { keepCustomer } from '../customer/customer-store.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { occupiedSpan, type SlotRules } from '../slots/slots.ts'
import type { Booking } from './booking.ts'
import { insertBooking } from './booking-store.ts'
import type { Draft } from './draft.ts'
import { sealDetails } from './private-details.ts'
import { newReference } from './reference.ts'

export interface WriteOptions extends Pick<BookingsParts, 'vault' | 'advisoryLock'> {
  readonly ids: BookingsContext['ids']
  /**
   * After a collision: let nobody else take this station's resources while we look again, so
   * that what we find is still so when we write it.
   */
  readonly exclusive: boolean
}

/**
 * Writes a booking with its allocations, moving others aside where that makes room. Throws
 * `bookings.slotTaken` when the station is full; the constraints throw when somebody else was
 * quicker, here or at the end of the transaction.
 */
export async function writeBooking(
  tx: BookingsTransaction,
  draft: Draft,
  options: WriteOptions,
): Promise<Booking> {
  if (options.advisoryLock) await withAdvisoryLock(tx, `bookings:${draft.stationId}:${draft.date}`)
  const seen = await requireRoom(tx, draft)
  const customer = await keepCustomer(tx.kysely, options.vault, {
    newId: options.ids(),
    organisationId: draft.organisationId,
    email: draft.details.contact.email,
    at: draft.createdAt,
  })
  const room = await lockedRoom(tx, draft, { seen, exclusive: options.exclusive })
  const booking: Booking = {
    ...draft,
    customerId: customer.id,
    reference: newReference(newToken().hash),
  }
  await insertBooking(tx.kysely, {
    ...booking,
    requiredKinds: draft.station.requiredKinds,
    phoneIndex: phoneIndex(options.vault, draft.details.contact.phone),
    sealed: sealDetails(customer.dataKey, draft.id, draft.details),
  })
  await takeRoom(tx, draft, { room, ids: options.ids })
  return booking
}

async function requireRoom(tx: BookingsTransaction, draft: Draft): Promise<readonly Room[]> {
  const room = await findRoom(tx.kysely, roomWanted(draft))
  if (!room) throw problems.slotTaken({ stationId: draft.stationId, startsAt: draft.startsAt })
  return room
}

async function lockedRoom(
  tx: BookingsTransaction,
  draft: Draft,
  { seen, exclusive }: { readonly seen: readonly Room[]; readonly exclusive: boolean },
): Promise<readonly Room[]> {
  if (exclusive) {
    await lockResourcesOf(tx.kysely, draft.stationId)
    return requireRoom(tx, draft)
  }
  // Not looked at again: who was quicker is the constraint's to say, not this code's. The lock
  // only lets creates for one resource wait in line, where they would deadlock otherwise.
  await lockResources(tx.kysely, resourcesTouched(seen))
  return seen
}

async function takeRoom(
  tx: BookingsTransaction,
  draft: Draft,
  { room, ids }: { readonly room: readonly Room[]; readonly ids: WriteOptions['ids'] },
): Promise<void> {
  const span = roomWanted(draft).span
  await moveAllocations(
    tx.kysely,
    room.flatMap(({ moves }) => moves),
  )
  await insertAllocations(
    tx.kysely,
    room.map(({ kind, resourceId }) => ({
      ...span,
      id: ids(),
      bookingId: draft.id,
      stationId: draft.stationId,
      resourceId,
      kind,
    })),
  )
}

/** What a booking needs of its station: one resource of each kind, with its buffers. */
export function roomWanted(draft: {
  readonly station: SlotRules & { readonly id: string }
  readonly startsAt: Date
  readonly endsAt: Date
}): RoomWanted {
  const booked = { fromMs: draft.startsAt.getTime(), toMs: draft.endsAt.getTime() }
  return {
    stationId: draft.station.id,
    kinds: draft.station.requiredKinds,
    span: occupiedSpan(draft.station, booked),
  }
}
