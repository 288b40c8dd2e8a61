import { databaseError } from '@holdfast/kernel/postgres'
import { sql, type Kysely } from 'kysely'
import type { Observation } from '../../providers/provider.ts'
import type { PaymentsTables } from '../../tables.ts'

type Db = Kysely<PaymentsTables>

/** What the sandbox knows of an order from the first choice on; before it knows nothing. */
export interface Booked {
  readonly attemptId: string
  readonly state: 'open' | 'processing' | 'settled' | 'failed' | 'expired'
  readonly amount: number
  readonly currency: string
  readonly settlesAt: Date | null
}

/** What somebody chose: the state it leads to, and when and how often the sandbox reports it. */
export interface Choice {
  readonly state: Booked['state']
  readonly settlesAt: Date | null
  readonly reportsAt: Date | null
  readonly reports: number
}

export async function findBooked(db: Db, attemptId: string): Promise<Booked | undefined> {
  const row = await db
    .selectFrom('payments.sandbox_payment')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  if (!row) return undefined
  const { attempt_id, state, amount, currency, settles_at } = row
  return { attemptId: attempt_id, state, amount, currency, settlesAt: settles_at }
}

/** Books a choice; false when what was chosen before can not be changed any more. */
export async function book(
  db: Db,
  order: Pick<Booked, 'attemptId' | 'amount' | 'currency'>,
  choice: Choice,
): Promise<boolean> {
  const columns = {
    state: choice.state,
    settles_at: choice.settlesAt,
    reports_at: choice.reportsAt,
    reports_left: choice.reports,
  }
  const booked = await db
    .insertInto('payments.sandbox_payment')
    .values({
      attempt_id: order.attemptId,
      amount: order.amount,
      currency: order.currency,
      ...columns,
    })
    .onConflict((conflict) =>
      conflict
        .column('attempt_id')
        .doUpdateSet(columns)
        .where('payments.sandbox_payment.state', 'in', ['open', 'processing'])
        .where('payments.sandbox_payment.settles_at', 'is', null),
    )
    .returning('attempt_id')
    .executeTakeFirst()
  return booked !== undefined
}

/** Orders that are to be reported by now. */
export async function dueReports(db: Db, now: Date) {
  return db
    .selectFrom('payments.sandbox_payment')
    .select(['attempt_id', 'reports_left'])
    .where('reports_at', '<=', now)
    .where('reports_left', '>', 0)
    .orderBy('reports_at')
    .limit(100)
    .execute()
}

export async function noteReported(db: Db, attemptId: string): Promise<void> {
  await db
    .updateTable('payments.sandbox_payment')
    .set({
      reports_left: sql<number>`greatest(reports_left - 1, 0)`,
      reports_at: sql<Date | null>`case when reports_left > 1 then reports_at end`,
    })
    .where('attempt_id', '=', attemptId)
    .execute()
}

export interface BookedRefund {
  readonly refundId: string
  readonly attemptId: string
  readonly amount: number
  readonly now: Date
}

/** Gives back once per refund id, also asked twice at once; false for more than was paid. */
export async function bookRefund(db: Db, refund: BookedRefund): Promise<boolean> {
  if (await isRefunded(db, refund)) return true
  try {
    if (await takeRefund(db, refund)) return true
  } catch (error) {
    if (databaseError(error)?.constraint !== 'sandbox_refund_pkey') throw error
  }
  // A twin that was quicker may have taken what was left.
  return isRefunded(db, refund)
}

async function takeRefund(
  db: Db,
  { refundId, attemptId, amount, now }: BookedRefund,
): Promise<boolean> {
  const { rows } = await sql`
    with taken as (
      update payments.sandbox_payment p set refunded = p.refunded + ${amount}
      where p.attempt_id = ${attemptId} and (p.state = 'settled' or p.settles_at <= ${now})
        and p.refunded + ${amount} <= p.amount
      returning p.attempt_id
    )
    insert into payments.sandbox_refund (refund_id, attempt_id, amount)
    select ${refundId}, attempt_id, ${amount} from taken
    returning refund_id`.execute(db)
  return rows.length === 1
}

async function isRefunded(db: Db, { refundId, amount }: BookedRefund): Promise<boolean> {
  const known = await db
    .selectFrom('payments.sandbox_refund')
    .select('refund_id')
    .where('refund_id', '=', refundId)
    .where('amount', '=', amount)
    .executeTakeFirst()
  return known !== undefined
}

/** How an order stands at `now`. Paid late counts from its time on. */
export function observed(booked: Booked | undefined, now: Date): Observation {
  if (!booked) return { state: 'open' }
  const { state, amount, currency, settlesAt } = booked
  const isSettled = settlesAt !== null && settlesAt <= now
  return {
    state: isSettled ? 'settled' : state,
    amount: { amount, currency },
    ...(state === 'failed' ? { decline: 'card_declined' } : {}),
  }
}
