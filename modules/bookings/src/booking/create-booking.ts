import { databaseError } from '@holdfast/kernel/postgres'
import type { RouteInput } from '@holdfast/kernel/contract'
import { issueAccessToken } from '../lookup/access-token.ts'
import type { BookingReceipt, bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import type { Booking } from './booking.ts'
import { factsOf } from './booking-on-wire.ts'
import { draftBooking, type Draft } from './draft.ts'
import { explainRefusal, isCollision } from './explain-refusal.ts'
import { guestOnlooker } from './onlooker.ts'
import { writeBooking } from './write-booking.ts'

const attempts = 4

/**
 * Books a time. Throws `bookings.slotTaken` with `alternatives` when it is gone,
 * `bookings.overlap` when the same customer has a booking then, and the problem of the rule
 * that refuses the time. Anybody may. Called twice it books twice: the caller's key prevents that.
 */
export async function createBooking(
  ctx: BookingsContext,
  { body }: RouteInput<(typeof bookingRoutes)['createBooking']>,
  parts: BookingsParts,
): Promise<BookingReceipt> {
  const station = await findStation(ctx.kysely, ctx.actor, body.stationId)
  const booking = await bookOrExplain(ctx, draftBooking(ctx, station, body), parts)
  const access = issueAccessToken(parts.vault, booking.id, ctx.now())
  // Whoever books is handed the guest's link, and sees what the guest may do with it.
  return { ...factsOf(booking, guestOnlooker(ctx.now())), accessToken: access.token }
}

async function bookOrExplain(
  ctx: BookingsContext,
  draft: Draft,
  parts: BookingsParts,
): Promise<Booking> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await book(ctx, draft, { ...parts, ids: ctx.ids, exclusive: attempt > 1 })
    } catch (error) {
      if (attempt < attempts && (isCollision(error) || isReferenceUsed(error))) continue
      throw await explainRefusal(ctx, draft, error)
    }
  }
}

function book(
  ctx: BookingsContext,
  draft: Draft,
  options: Parameters<typeof writeBooking>[2],
): Promise<Booking> {
  return ctx.transaction(async (tx) => {
    const booking = await writeBooking(tx, draft, options)
    const data = { bookingId: booking.id, version: booking.version }
    await tx.emit('booking.created', data, booking.id)
    await tx.emit('booking.confirmed', data, booking.id)
    return booking
  })
}

function isReferenceUsed(error: unknown): boolean {
  return databaseError(error)?.constraint === 'booking_reference'
}
