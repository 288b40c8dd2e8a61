import type { VerbTransaction } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'
import type { BookingsTransaction } from '../parts.ts'
import type { BookingsTables } from '../tables.ts'
import type { Deposit, Deposits } from './deposits.ts'

/** A transaction as another module sees it, which knows nothing of our tables. */
export function forDeposits(tx: BookingsTransaction): VerbTransaction<unknown> {
  // The same object: only what its queries are checked against is forgotten.
  return tx as unknown as VerbTransaction<unknown>
}

/** The deposit of one booking, where one was asked. */
export async function depositOf(
  deposits: Deposits,
  db: Kysely<BookingsTables>,
  booking: { readonly id: string; readonly organisationId: string },
): Promise<Deposit | undefined> {
  return (await depositsOf(deposits, db, [booking])).get(booking.id)
}

/** The deposits of some bookings of one organisation. */
export async function depositsOf(
  deposits: Deposits,
  db: Kysely<BookingsTables>,
  bookings: readonly { readonly id: string; readonly organisationId: string }[],
): Promise<ReadonlyMap<string, Deposit>> {
  const [first] = bookings
  if (!first) return new Map()
  const ids = bookings.map(({ id }) => id)
  return deposits.of(db as Kysely<unknown>, first.organisationId, ids)
}
