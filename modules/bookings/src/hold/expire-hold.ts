import { releaseAllocations } from '../allocation/allocation-store.ts'
import { lockBooking, saveBooking, type StoredBooking } from '../booking/booking-store.ts'
import { move } from '../booking/states.ts'
import { forDeposits } from '../deposit/ask-deposits.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { slotsChanged, timeLetGo } from '../slots/slot-cache.ts'
import { lockRunOutHolds, type InTheWay } from './hold-store.ts'

type Parts = Pick<BookingsParts, 'deposits' | 'cache'>

/** True for a hold whose time has run out: only then it may be released. */
export function isRunOut({ state, holdExpiresAt }: StoredBooking, now: Date): boolean {
  return state === 'pending' && holdExpiresAt !== null && holdExpiresAt <= now
}

/** Releases a locked hold that has run out: its time is free and its payment closed. */
async function expire(
  tx: BookingsTransaction,
  hold: StoredBooking,
  { deposits, cache, now }: Parts & { readonly now: Date },
): Promise<void> {
  const { id: bookingId, organisationId } = hold
  const expired = move(hold, 'expired', now)
  await saveBooking(tx.kysely, expired)
  await releaseAllocations(tx.kysely, bookingId, now)
  await deposits.close(forDeposits(tx), { organisationId, bookingId, now })
  await tx.emit('booking.expired', { bookingId, version: expired.version }, bookingId)
  await slotsChanged(tx, cache, timeLetGo(hold))
}

/** Releases a hold if it has run out by now. Called early, late or again it does nothing wrong. */
export async function expireIfRunOut(
  tx: BookingsTransaction,
  { bookingId, organisationId, now }: { bookingId: string; organisationId: string; now: Date },
  parts: Parts,
): Promise<void> {
  const hold = await lockBooking(tx.kysely, { organisationId }, bookingId)
  if (hold && isRunOut(hold, now)) await expire(tx, hold, { ...parts, now })
}

/**
 * Releases the holds of a station and of a customer that have run out, in this transaction, and
 * says how many there were.
 */
export async function releaseInTheWay(
  tx: BookingsTransaction,
  of: InTheWay,
  parts: Parts & { readonly now: Date },
): Promise<number> {
  const holds = await lockRunOutHolds(tx.kysely, { ...of, now: parts.now })
  for (const hold of holds) await expire(tx, hold, parts)
  return holds.length
}
