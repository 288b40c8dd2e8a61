import { releaseAllocations } from '../allocation/allocation-store.ts'
import { lockBooking, saveBooking, type StoredBooking } from '../booking/booking-store.ts'
import { move } from '../booking/states.ts'
import { depositOf, forDeposits } from '../deposit/ask-deposits.ts'
import { confirmPaid } from '../deposit/confirm-paid.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { slotsChanged, timeLetGo } from '../slots/slot-cache.ts'
import { lockRunOutHolds, type InTheWay } from './hold-store.ts'

type Parts = Pick<BookingsParts, 'deposits' | 'cache'>

interface LettingGo extends Parts {
  /** It runs out, or somebody does without it. */
  readonly to: 'expired' | 'cancelled'
  /** Said when its guest does without it, who needs no mail about that. */
  readonly by?: { readonly declined?: true }
  readonly now: Date
}

/** True for a hold whose time has run out: only then it may be released. */
export function isRunOut({ state, holdExpiresAt }: StoredBooking, now: Date): boolean {
  return state === 'pending' && holdExpiresAt !== null && holdExpiresAt <= now
}

/**
 * Lets go of a locked hold: its time is free and its payment closed. One that was paid before is
 * confirmed instead, although the news of it is still on its way: then false.
 */
export async function letGoUnlessPaid(
  tx: BookingsTransaction,
  hold: StoredBooking,
  { to, by = {}, deposits, cache, now }: LettingGo,
): Promise<boolean> {
  const { id: bookingId, organisationId } = hold
  // Closed first: from then on no payment can come that is not late.
  await deposits.close(forDeposits(tx), { organisationId, bookingId, now })
  const deposit = await depositOf(deposits, tx.kysely, hold)
  if (deposit && deposit.paid.amount > 0) {
    await confirmPaid(tx, hold, now)
    return false
  }
  const ended = move(hold, to, now)
  await saveBooking(tx.kysely, ended)
  await releaseAllocations(tx.kysely, bookingId, now)
  await tx.emit(`booking.${to}`, { bookingId, version: ended.version, ...by }, bookingId)
  await slotsChanged(tx, cache, timeLetGo(hold))
  return true
}

function expire(
  tx: BookingsTransaction,
  hold: StoredBooking,
  parts: Parts & { readonly now: Date },
): Promise<boolean> {
  return letGoUnlessPaid(tx, hold, { ...parts, to: 'expired' })
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
