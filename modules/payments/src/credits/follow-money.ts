import { newId } from '@holdfast/kernel/ids'
import { sql, type Kysely } from 'kysely'
import type { CallerTransaction } from '../parts.ts'
import { refundable, type Payment } from '../payment/payment.ts'
import type { PaymentsTables } from '../tables.ts'
import { lockAccount } from './account.ts'
import { creditsPurpose } from './buy-credits.ts'
import { creditLines } from './credit-lines.ts'
import { postCredits } from './post-credits.ts'

type Db = Kysely<PaymentsTables>

/** Why money went or came again. */
interface Why {
  readonly because: 'refund' | 'dispute'
  readonly at: Date
}

/**
 * Brings the credits of a payment, which is locked, in line with its money that is still here: in
 * the transaction that sets some of it aside, gives it back or sees it come again. What is there of
 * the credits is taken and the rest is owed; nothing is taken from work that is under way. Called
 * twice it moves nothing more, and for a payment of something else nothing at all.
 */
export async function followMoney(tx: CallerTransaction, payment: Payment, why: Why) {
  if (payment.purpose !== creditsPurpose) return
  const moved = await postFollowing(tx.withTypes<PaymentsTables>().kysely, payment, why)
  if (moved) await tx.emit(moved.type, moved.data, payment.id)
}

interface Told {
  readonly type: 'credits.takenBack' | 'credits.restored'
  readonly data: Readonly<Record<string, string | number>>
}

/** `followMoney` that gives the event instead of telling it; undefined when nothing moved. */
export async function postFollowing(
  db: Db,
  payment: Payment,
  { because, at }: Why,
): Promise<Told | undefined> {
  const { id: paymentId, organisationId } = payment
  const { available } = await lockAccount(db, organisationId)
  const change = await missingOf(db, payment)
  if (change === 0) return undefined
  const posting = { organisationId, causeId: newId(), paymentId, at }
  if (change > 0) {
    const moved = creditLines.restored(change)
    await postCredits(db, { ...posting, kind: 'restored', reason: restored[because], moved })
    return { type: 'credits.restored', data: { paymentId, credits: change } }
  }
  const moved = creditLines.takenBack({ amount: -change, available })
  await postCredits(db, { ...posting, kind: 'takenBack', reason: takenBack[because], moved })
  const owed = Math.max(0, -change - available)
  return { type: 'credits.takenBack', data: { paymentId, credits: -change, owed } }
}

// Shown in the statement.
const takenBack = { refund: 'The payment was refunded', dispute: 'The payment is disputed' }
const restored = { refund: 'The refund has failed', dispute: 'The dispute was won' }

/**
 * How many credits a payment must still bring; below zero it must give back so many. 0 before it
 * has brought any.
 */
async function missingOf(db: Db, payment: Payment): Promise<number> {
  const topUp = await db
    .selectFrom('payments.credit_top_up as u')
    .select(['u.credits', broughtSoFar])
    .where('u.payment_id', '=', payment.id)
    .executeTakeFirst()
  if (!topUp || topUp.brought === null) return 0
  return creditsKept(topUp.credits, payment) - topUp.brought
}

const broughtSoFar = sql<number | null>`(
  select -sum(e.amount)::bigint from payments.credit_transaction t
  join payments.credit_entry e on e.transaction_id = t.id and e.account = 'bought'
  where t.payment_id = u.payment_id)`.as('brought')

type Money = Pick<Payment, 'amount' | 'paid' | 'refunding' | 'refunded' | 'disputed'>

/** What is left of `credits` with the money that is left, in the buyer's favour. */
export function creditsKept(credits: number, payment: Money): number {
  const { amount } = payment
  const share = credits * Math.min(amount, refundable(payment))
  const rest = share % amount
  return (share - rest) / amount + (rest > 0 ? 1 : 0)
}
