import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { TimeSought } from '../slots/judge-start.ts'
import { occupiedSpan } from '../slots/slots.ts'
import {
  allocationsOf,
  insertAllocations,
  lockResources,
  lockResourcesOf,
  moveAllocations,
} from './allocation-store.ts'
import { findRoom, resourcesTouched, type Room, type RoomWanted } from './find-room.ts'

export interface RoomOptions extends Pick<BookingsParts, 'advisoryLock'> {
  readonly ids: BookingsContext['ids']
  /**
   * After a collision: let nobody else take this station's resources while we look again, so
   * that what we find is still so when we write it.
   */
  readonly exclusive: boolean
}

/** Room as it was seen; only the constraint on what is then written decides. */
export async function seeRoom(
  tx: BookingsTransaction,
  sought: TimeSought,
  { advisoryLock }: Pick<RoomOptions, 'advisoryLock'>,
): Promise<readonly Room[]> {
  // The server looks when the lock is ours, though both are sent at once.
  const key = `bookings:${sought.station.id}:${sought.date}`
  const [, room] = await Promise.all([
    advisoryLock ? withAdvisoryLock(tx, key) : undefined,
    requireRoom(tx, sought),
  ])
  return room
}

async function requireRoom(tx: BookingsTransaction, sought: TimeSought): Promise<readonly Room[]> {
  const room = await findRoom(tx.kysely, roomWanted(sought))
  if (room) return room
  throw problems.slotTaken({ stationId: sought.station.id, startsAt: sought.startsAt })
}

/** The room to take, with its resources locked. */
export async function lockRoom(
  tx: BookingsTransaction,
  sought: TimeSought,
  { seen, exclusive }: { readonly seen: readonly Room[] } & Pick<RoomOptions, 'exclusive'>,
): Promise<readonly Room[]> {
  if (exclusive) {
    await lockResourcesOf(tx.kysely, sought.station.id)
    return requireRoom(tx, sought)
  }
  // Not looked at again: who was quicker is the constraint's to say, not this code's. The lock
  // only lets creates for one resource wait in line, where they would deadlock otherwise.
  const isInService = await lockResources(tx.kysely, resourcesTouched(seen))
  return isInService ? seen : requireRoom(tx, sought)
}

/** Gives a booking that holds nothing its room. The others step aside first. */
export async function takeRoom(
  tx: BookingsTransaction,
  claim: TimeSought & { readonly bookingId: string },
  { room, ids }: { readonly room: readonly Room[]; readonly ids: RoomOptions['ids'] },
): Promise<void> {
  const { span } = roomWanted(claim)
  const moves = room.flatMap((one) => one.moves)
  const taken = room.map(({ kind, resourceId }) => ({
    ...span,
    id: ids(),
    bookingId: claim.bookingId,
    stationId: claim.station.id,
    resourceId,
    kind,
  }))
  await Promise.all([moveAllocations(tx.kysely, moves), insertAllocations(tx.kysely, taken)])
}

/**
 * Moves what a booking holds to its new room, in one statement with those that step aside: the
 * old room is free exactly when the new one is won.
 */
export async function moveRoom(
  tx: BookingsTransaction,
  claim: TimeSought & { readonly bookingId: string },
  room: readonly Room[],
): Promise<void> {
  const { span } = roomWanted(claim)
  const held = await allocationsOf(tx.kysely, claim.bookingId)
  const own = held.flatMap(({ id, kind, resourceId }) => {
    const target = room.find((one) => one.kind === kind)
    return target ? [{ allocationId: id, from: resourceId, to: target.resourceId, span }] : []
  })
  await moveAllocations(tx.kysely, [...room.flatMap(({ moves }) => moves), ...own])
}

/** Where a booking takes time of its station, its way and buffers included. */
export function occupied(sought: TimeSought) {
  const { id: stationId, timeZone } = sought.station
  return { stationId, timeZone, spans: [roomWanted(sought).span] }
}

/** What a booking needs of its station: one resource of each kind, with its buffers. */
export function roomWanted(sought: TimeSought): RoomWanted {
  const booked = { fromMs: sought.startsAt.getTime(), toMs: sought.endsAt.getTime() }
  return {
    stationId: sought.station.id,
    kinds: sought.requiredKinds,
    span: occupiedSpan(sought.station, booked),
    exceptBookingId: sought.exceptBookingId,
  }
}
