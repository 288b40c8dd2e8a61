import {
  lockRoom,
  moveRoom,
  occupied,
  seeRoom,
  takeRoom,
  type RoomOptions,
} from '../allocation/take-room.ts'
import { releaseInTheWay } from '../hold/expire-hold.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import type { Reach } from '../reach/reach.ts'
import type { TimeSought } from '../slots/judge-start.ts'
import { slotsChanged } from '../slots/slot-cache.ts'
import { findStation } from '../station/station-store.ts'
import { withTravel } from '../travel/travel.ts'
import { requireBooking } from './booking-detail.ts'
import { findBooking, type StoredBooking } from './booking-store.ts'

export interface RetakeOptions
  extends Pick<BookingsParts, 'deposits' | 'advisoryLock' | 'cache'>, Pick<RoomOptions, 'ids'> {
  readonly now: Date
}

/**
 * Gives a booking that had let go of its time that time again. Throws `bookings.slotTaken` when
 * somebody else holds it; holds that have run out are in nobody's way.
 */
export async function retakeRoom(
  tx: BookingsTransaction,
  booking: StoredBooking,
  options: RetakeOptions,
): Promise<void> {
  const { organisationId, customerId } = booking
  const sought = await timeOf(tx, { organisationId }, booking)
  const claim = { ...sought, bookingId: booking.id }
  await releaseInTheWay(tx, { organisationId, stationId: booking.stationId, customerId }, options)
  const seen = await seeRoom(tx, claim, options)
  const room = await lockRoom(tx, claim, { seen, exclusive: true })
  await takeRoom(tx, claim, { room, ids: options.ids })
  await slotsChanged(tx, options.cache, occupied(claim))
}

/**
 * Lets a booking that holds its time hold as much of it as its way needs now. Throws
 * `bookings.slotTaken` when there is no room for a longer one.
 */
export async function refitRoom(
  tx: BookingsTransaction,
  booking: StoredBooking,
  options: Pick<BookingsParts, 'advisoryLock' | 'cache'>,
): Promise<void> {
  const { organisationId, id } = booking
  const sought = await timeOf(tx, { organisationId }, booking)
  const claim = { ...sought, exceptBookingId: id, bookingId: id }
  const seen = await seeRoom(tx, claim, options)
  const room = await lockRoom(tx, claim, { seen, exclusive: true })
  await moveRoom(tx, claim, room)
  await slotsChanged(tx, options.cache, occupied(claim))
}

/** The time that a booking had, as it may be sought again. */
export async function soughtAgain(ctx: BookingsContext, id: string): Promise<TimeSought> {
  const booking = requireBooking(await findBooking(ctx.kysely, ctx.actor, id))
  return timeOf(ctx, ctx.actor, booking)
}

async function timeOf(
  { kysely }: Pick<BookingsContext, 'kysely'>,
  reach: Reach,
  booking: StoredBooking,
): Promise<TimeSought> {
  const { date, time, startsAt, endsAt, durationHours, notices, requiredKinds } = booking
  const found = await findStation(kysely, reach, booking.stationId)
  const station = withTravel(found, booking.travel)
  return { station, date, time, startsAt, endsAt, durationHours, notices, requiredKinds }
}
