import { Problem } from '@holdfast/kernel/problems'
import { capacityOf } from '../allocation/allocation-store.ts'
import { findRoom } from '../allocation/find-room.ts'
import type { Alternative } from '../contract.ts'
import { asBookingsProblem, isConflictWithoutEnd } from '../database-problems.ts'
import type { BookingsContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { nearestFreeSlots, searchedDays } from '../slots/nearest.ts'
import { relevantSpan } from '../slots/slots.ts'
import { addDays } from '../time/local-time.ts'
import type { Draft } from './draft.ts'
import { roomWanted } from './write-booking.ts'

/**
 * What to tell somebody whose booking could not be written. A slot that is gone comes with the
 * nearest free ones; when only the crowd was in the way and the slot is still free, the error
 * itself, so that trying again is the answer.
 */
export async function explainRefusal(
  ctx: BookingsContext,
  draft: Draft,
  error: unknown,
): Promise<unknown> {
  if (isConflictWithoutEnd(error)) {
    const room = await findRoom(ctx.kysely, roomWanted(draft))
    return room ? error : await slotTaken(ctx, draft, error)
  }
  const problem = asBookingsProblem(error)
  return isSlotTaken(problem) ? slotTaken(ctx, draft, error) : problem
}

/**
 * True when somebody else was in the way and a second look may still find room. Not for a
 * problem: that has been thought about already.
 */
export function isCollision(error: unknown): boolean {
  if (error instanceof Problem) return false
  return isConflictWithoutEnd(error) || isSlotTaken(asBookingsProblem(error))
}

function isSlotTaken(error: unknown): boolean {
  return error instanceof Problem && error.code === problems.slotTaken.definition.code
}

async function slotTaken(ctx: BookingsContext, draft: Draft, cause: unknown): Promise<Problem> {
  const facts = { stationId: draft.stationId, startsAt: draft.startsAt.toISOString() }
  const alternatives = await alternativesTo(ctx, draft)
  return problems.slotTaken(facts, { cause, members: { alternatives } })
}

/** Up to five bookable starts near the wanted one. */
async function alternativesTo(ctx: BookingsContext, draft: Draft): Promise<Alternative[]> {
  const { station, date, durationHours } = draft
  const [from, to] = [addDays(date, -searchedDays), addDays(date, searchedDays)]
  const capacity = await capacityOf(ctx.kysely, station.id, relevantSpan(station, from, to))
  const question = { rules: station, capacity, date, durationHours, nowMs: ctx.now().getTime() }
  return nearestFreeSlots(question, draft.startsAt.getTime()).map((slot) => ({
    startsAt: new Date(slot.startsAtMs).toISOString(),
    date: slot.date,
    time: slot.time,
  }))
}
