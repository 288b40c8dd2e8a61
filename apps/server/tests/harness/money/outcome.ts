import { join } from 'node:path'
import { auditAllocations, type BookingsTables } from '@holdfast/bookings'
import { listDeadLetters } from '@holdfast/kernel/jobs'
import { createLocalMailbox } from '@holdfast/kernel/mail'
import type { Database } from '@holdfast/kernel/postgres'
import { auditLedger } from '@holdfast/payments'
import { sql } from 'kysely'

/** What became of a booking and its money. */
export interface Outcome {
  readonly booking: string
  readonly payment: string
  readonly paid: number
  /** Sums of what has arrived back at the guest. */
  readonly refunded: number
  readonly attemptsUnderWay: number
}

export async function outcomeOf(database: Database<unknown>, bookingId: string): Promise<Outcome> {
  const { rows } = await sql<Outcome>`
    select b.state as booking, p.state as payment, p.paid::int, p.refunded::int,
      (select count(*)::int from payments.attempt a where a.payment_id = p.id
        and a.state not in ('settled', 'failed', 'expired')) as "attemptsUnderWay"
    from bookings.booking b join payments.payment p on p.subject = b.id::text
    where b.id = ${bookingId}`.execute(database.kysely)
  const [row] = rows
  if (!row) throw new Error('the booking is gone')
  return row
}

/** The subjects of the mails about a booking, without that of its hold. */
export async function mailsAbout(
  dataFolder: string,
  reference: string,
): Promise<readonly string[]> {
  const mails = await createLocalMailbox(join(dataFolder, 'mailbox')).list(10_000)
  const subjects = mails.map(({ subject }) => subject).filter((text) => text.includes(reference))
  return subjects.filter((text) => !text.startsWith('Your time is held'))
}

/** Everything that contradicts itself; empty is the only good answer. */
export async function faultsIn(database: Database<unknown>): Promise<readonly unknown[]> {
  const { kysely } = database
  const { items } = await listDeadLetters(database, { limit: 100 })
  return [
    ...(await auditLedger(kysely)),
    ...(await auditAllocations(database.withTypes<BookingsTables>().kysely)),
    ...items,
  ]
}

/** How often money has moved, and what all of it sums to. */
export async function ledgerOf(database: Database<unknown>) {
  const { rows } = await sql<{ moves: number; sum: number }>`
    select (select count(*)::int from payments.ledger_transaction) as moves,
      (select coalesce(sum(amount), 0)::int from payments.entry) as sum`.execute(database.kysely)
  return rows[0]
}
