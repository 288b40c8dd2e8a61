import { releaseAllocations } from '../allocation/allocation-store.ts'
import { lockBooking, saveBooking, type StoredBooking } from '../booking/booking-store.ts'
import { move } from '../booking/states.ts'
import { depositOf, forDeposits } from '../deposit/ask-deposits.ts'
import { confirmPaid } from '../deposit/confirm-paid.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { slotsChanged, timeLetGo } from '../slots/slot-cache.ts'
import { lockRunOutHolds, type InTheWay } from './hold-store.ts'

type Parts = Pick<BookingsParts, 'deposits' | 'cache'>

/** True for a hold whose time has run out: only then it may be released. */
export function isRunOut({ state, holdExpiresAt }: StoredBooking, now: Date): boolean {
  return state === 'pending' && holdExpiresAt !== null && holdExpiresAt <= now
}

/**
 * Releases a locked hold that has run out: its time is free and its payment closed. One that was
 * paid before is confirmed instead, although the news of it is still on its way: then false.
 */
async function expire(
  tx: BookingsTransaction,
  hold: StoredBooking,
  { deposits, cache, now }: Parts & { readonly now: Date },
): Promise<boolean> {
  const { id: bookingId, organisationId } = hold
  // Closed first: from then on no payment can come that is not late.
  await deposits.close(forDeposits(tx), { organisationId, bookingId, now })
  const deposit = await depositOf(deposits, tx.kysely, hold)
  if (deposit && deposit.paid.amount > 0) {
    await confirmPaid(tx, hold, now)
    return false
  }
  const expired = move(hold, 'expired', now)
  await saveBooking(tx.kysely, expired)
  await releaseAllocations(tx.kysely, bookingId, now)
  await tx.emit('booking.expired', { bookingId, version: expired.version }, bookingId)
  await slotsChanged(tx, cache, timeLetGo(hold))
  return true
}

/** Releases a hold if it has run out unpaid by now. Called early, late or again it does nothing wrong. */
export async function expireIfRunOut(
  tx: BookingsTransaction,
  { bookingId, organisationId, now }: { bookingId: string; organisationId: string; now: Date },
  parts: Parts,
): Promise<void> {
  const hold = await lockBooking(tx.kysely, { organisationId }, bookingId)
  if (hold && isRunOut(hold, now)) await expire(tx, hold, { ...parts, now })
}

/**
 * Releases the holds of a station and of a customer that have run out unpaid, in this
 * transaction, and says how many there were.
 */
export async function releaseInTheWay(
  tx: BookingsTransaction,
  of: InTheWay,
  parts: Parts & { readonly now: Date },
): Promise<number> {
  const holds = await lockRunOutHolds(tx.kysely, { ...of, now: parts.now })
  let released = 0
  for (const hold of holds) if (await expire(tx, hold, parts)) released += 1
  return released
}
