import { Problem } from '@holdfast/kernel/problems'
import { capacityOf } from '../allocation/allocation-store.ts'
import { findRoom } from '../allocation/find-room.ts'
import { roomWanted } from '../allocation/take-room.ts'
import type { Alternative } from '../contract.ts'
import { asBookingsProblem, isConflictWithoutEnd } from '../database-problems.ts'
import type { BookingsContext } from '../parts.ts'
import { problems } from '../problems.ts'
import type { TimeSought } from '../slots/judge-start.ts'
import { nearestFreeSlots, searchedDays } from '../slots/nearest.ts'
import { relevantSpan } from '../slots/slots.ts'
import { addDays } from '../time/local-time.ts'

/**
 * What to tell somebody whose time could not be written. A slot that is gone comes with the
 * nearest free ones; when only the crowd was in the way and the slot is still free, the error
 * itself, so that trying again is the answer.
 */
export async function explainRefusal(
  ctx: BookingsContext,
  sought: TimeSought,
  error: unknown,
): Promise<unknown> {
  if (isConflictWithoutEnd(error)) {
    const room = await findRoom(ctx.kysely, roomWanted(sought))
    return room ? error : await slotTaken(ctx, sought, error)
  }
  const problem = asBookingsProblem(error)
  return isSlotTaken(problem) ? slotTaken(ctx, sought, error) : problem
}

/**
 * True when somebody else was in the way and a second look may still find room. Not for a
 * problem: that has been thought about already.
 */
export function isCollision(error: unknown): boolean {
  if (error instanceof Problem) return false
  return isConflictWithoutEnd(error) || isSlotTaken(asBookingsProblem(error))
}

/** True when it was refused for want of room, and there is room by now. */
export async function isFreeByNow(
  { kysely }: Pick<BookingsContext, 'kysely'>,
  sought: TimeSought,
  error: unknown,
): Promise<boolean> {
  if (!isSlotTaken(asBookingsProblem(error))) return false
  return (await findRoom(kysely, roomWanted(sought))) !== undefined
}

const refusedByBookings: ReadonlySet<string> = new Set(
  [problems.slotTaken, problems.overlap, problems.tooManyHolds].map(
    ({ definition }) => definition.code,
  ),
)

/** True when other bookings refused it, so that a hold among them may matter. */
export function isRefusedByBookings(error: unknown): boolean {
  const problem = asBookingsProblem(error)
  return problem instanceof Problem && refusedByBookings.has(problem.code)
}

function isSlotTaken(error: unknown): boolean {
  return error instanceof Problem && error.code === problems.slotTaken.definition.code
}

async function slotTaken(
  ctx: BookingsContext,
  sought: TimeSought,
  cause: unknown,
): Promise<Problem> {
  const facts = { stationId: sought.station.id, startsAt: sought.startsAt.toISOString() }
  const alternatives = await alternativesTo(ctx, sought)
  return problems.slotTaken(facts, { cause, members: { alternatives } })
}

/** Up to five bookable starts near the wanted one. */
async function alternativesTo(ctx: BookingsContext, sought: TimeSought): Promise<Alternative[]> {
  const { station, date, durationHours, exceptBookingId } = sought
  const [from, to] = [addDays(date, -searchedDays), addDays(date, searchedDays)]
  const of = { stationId: station.id, exceptBookingId, now: ctx.now() }
  const capacity = await capacityOf(ctx.kysely, of, relevantSpan(station, from, to))
  const question = { rules: station, capacity, date, durationHours, nowMs: ctx.now().getTime() }
  return nearestFreeSlots(question, sought.startsAt.getTime()).map((slot) => ({
    startsAt: new Date(slot.startsAtMs).toISOString(),
    date: slot.date,
    time: slot.time,
  }))
}
