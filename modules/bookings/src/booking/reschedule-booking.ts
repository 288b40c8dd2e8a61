import type { RouteInput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import { lockRoom, moveRoom, occupied, seeRoom } from '../allocation/take-room.ts'
import type { BookingDetail, bookingRoutes } from '../contract.ts'
import { leavePayable } from '../deposit/leave-payable.ts'
import { releaseInTheWay } from '../hold/expire-hold.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { staysRefundable } from '../policies/refund.ts'
import { rescheduleFeeOf } from '../policies/reschedule-fee.ts'
import { withRescheduleFees } from '../price/price.ts'
import { problems } from '../problems.ts'
import { judgeStart, type TimeSought } from '../slots/judge-start.ts'
import { slotsChanged } from '../slots/slot-cache.ts'
import { findStation } from '../station/station-store.ts'
import { withTravel } from '../travel/travel.ts'
import { assertAllowed } from './allowed.ts'
import { detailOf, requireBooking } from './booking-detail.ts'
import { findBooking, saveBooking, type StoredBooking } from './booking-store.ts'
import { needsReason } from './cancel-booking.ts'
import { explainRefusal, isCollision, isFreeByNow, isRefusedByBookings } from './explain-refusal.ts'
import { assertVersion, judgingOf, lockedBooking } from './locked-booking.ts'
import { viewerOf } from './onlooker.ts'
import { sealNote } from './private-details.ts'
import { nextVersion } from './states.ts'

type RescheduleRoute = (typeof bookingRoutes)['rescheduleBooking']
type Body = RouteInput<RescheduleRoute>['body']
type Parts = Pick<BookingsParts, 'vault' | 'staff' | 'deposits' | 'advisoryLock' | 'cache'>

const attempts = 4

/**
 * Moves a confirmed booking to another time of its station, in one transaction: the old time is
 * free exactly when the new one is won. Throws `bookings.slotTaken` with `alternatives` when it is
 * gone and `bookings.feeNotAccepted` when it costs more than was accepted; then nothing has
 * changed. Called again for the same time it changes nothing.
 */
export async function rescheduleBooking(
  ctx: BookingsContext,
  { params, body }: RouteInput<RescheduleRoute>,
  parts: Parts,
): Promise<BookingDetail> {
  ctx.permit('bookings.reschedule', params.id)
  assertMayWaive(ctx, body)
  const asked = requireBooking(await findBooking(ctx.kysely, ctx.actor, params.id))
  if (!isAlreadyAt(asked, body)) {
    assertVersion(asked, body.version)
    assertAllowed('reschedule', asked, judgingOf(ctx))
    const sought = await timeSought(ctx, ctx.kysely, { booking: asked, body })
    await moveOrExplain(ctx, { asked, body, sought }, parts)
  }
  return detailOf(ctx, params.id, parts)
}

function assertMayWaive(ctx: BookingsContext, { waiveFee, reason }: Body): void {
  if (!waiveFee) return
  if (viewerOf(ctx.actor) === 'guest') throw requestProblems.forbidden({ waiveFee })
  if (!reason) throw needsReason()
}

function isAlreadyAt(booking: StoredBooking, { startsAt, durationHours }: Body): boolean {
  const isSameLength = durationHours === undefined || durationHours === booking.durationHours
  return isSameLength && booking.date === startsAt.date && booking.time === startsAt.time
}

async function timeSought(
  ctx: BookingsContext,
  db: BookingsContext['kysely'],
  { booking, body }: { readonly booking: StoredBooking; readonly body: Body },
): Promise<TimeSought> {
  const { id, stationId, durationHours, requiredKinds, travel } = booking
  const station = await findStation(db, ctx.actor, stationId)
  const wanted = { startsAt: body.startsAt, durationHours: body.durationHours ?? durationHours }
  const sought = judgeStart(withTravel(station, travel), wanted, ctx.now())
  return { ...sought, requiredKinds, exceptBookingId: id }
}

interface Asked {
  readonly asked: StoredBooking
  readonly body: Body
  /** As it was before the transaction: enough to refuse, and to say why. */
  readonly sought: TimeSought
}

async function moveOrExplain(ctx: BookingsContext, wish: Asked, parts: Parts): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.transaction((tx) =>
        moveBooking(ctx, tx, { ...wish, parts, exclusive: attempt > 1 }),
      )
    } catch (error) {
      const mayTryAgain = attempt < attempts
      if (mayTryAgain && isCollision(error)) continue
      const isInTheWay = mayTryAgain && isRefusedByBookings(error)
      if (isInTheWay && (await mayFitNow(ctx, wish, { error, parts }))) continue
      throw await explainRefusal(ctx, wish.sought, error)
    }
  }
}

/** Holds that had run out were released: by this, or by somebody else in the meantime. */
async function mayFitNow(
  ctx: BookingsContext,
  { asked, sought }: Asked,
  { error, parts }: { readonly error: unknown; readonly parts: Parts },
): Promise<boolean> {
  const { organisationId, stationId, customerId } = asked
  const { deposits, cache } = parts
  const released = await ctx.transaction((tx) =>
    releaseInTheWay(
      tx,
      { organisationId, stationId, customerId },
      { deposits, cache, now: ctx.now() },
    ),
  )
  return released > 0 || isFreeByNow(ctx, sought, error)
}

async function moveBooking(
  ctx: BookingsContext,
  tx: BookingsTransaction,
  { asked, body, parts, exclusive }: Asked & { parts: Parts; exclusive: boolean },
): Promise<void> {
  const booking = await lockedBooking(ctx, tx, asked.id)
  if (isAlreadyAt(booking, body)) return
  assertVersion(booking, body.version)
  assertAllowed('reschedule', booking, judgingOf(ctx))
  const fee = acceptedFee(booking, body, ctx.now())
  // The way, the length or the station may have changed since it was asked for.
  const sought = await timeSought(ctx, tx.kysely, { booking, body })
  const claim = { ...sought, bookingId: booking.id }
  const seen = await seeRoom(tx, claim, parts)
  const room = await lockRoom(tx, claim, { seen, exclusive })
  await moveRoom(tx, claim, room)
  const moved = movedTo(booking, sought, { fee, now: ctx.now() })
  await saveBooking(tx.kysely, moved)
  await leavePayable(tx, moved, parts)
  const key = parts.vault.openDataKey(booking.customerId, booking.customerKey)
  const note = body.reason ? { reason: sealNote(key, booking.id, body.reason) } : {}
  const times = { from: booking.startsAt.toISOString(), to: moved.startsAt.toISOString() }
  const data = { bookingId: moved.id, version: moved.version, feeMinor: fee, ...times, ...note }
  await tx.emit('booking.rescheduled', data, moved.id)
  await slotsChanged(tx, parts.cache, freedAndTaken(booking, sought))
}

function freedAndTaken(booking: StoredBooking, sought: TimeSought) {
  const taken = occupied(sought)
  const { startsAt, endsAt } = booking
  return { ...taken, spans: [...taken.spans, ...occupied({ ...sought, startsAt, endsAt }).spans] }
}

function acceptedFee(booking: StoredBooking, body: Body, now: Date): number {
  if (body.waiveFee) return 0
  const amount = rescheduleFeeOf(booking, now)
  if (amount <= body.acceptedFee) return amount
  const fee = { ...booking.price.total, amount }
  throw problems.feeNotAccepted({ amount, accepted: body.acceptedFee }, { members: { fee } })
}

function movedTo(
  booking: StoredBooking,
  { startsAt, endsAt, date, time, durationHours, notices }: TimeSought,
  { fee, now }: { readonly fee: number; readonly now: Date },
): StoredBooking {
  const rescheduleFees = booking.rescheduleFees + fee
  return {
    ...nextVersion(booking, now),
    startsAt,
    endsAt,
    date,
    time,
    durationHours,
    notices,
    reschedules: booking.reschedules + 1,
    rescheduleFees,
    depositRefundable: staysRefundable(booking, now),
    price: withRescheduleFees(booking.price, rescheduleFees),
  }
}
