import { eventOf } from '../events.ts'
import { expireAttempt } from '../jobs.ts'
import { linesOf } from '../ledger/lines.ts'
import { postToLedger } from '../ledger/post-to-ledger.ts'
import type { CallerTransaction } from '../parts.ts'
import { savePayment } from '../payment/payment-store.ts'
import { changed } from '../payment/payment.ts'
import { reserveRefund } from '../refund/reserve-refund.ts'
import { move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import { saveAttempt } from './attempt-store.ts'
import { isUnderWay, type Attempt } from './attempt.ts'
import type { LockedAttempt } from './locked-attempt.ts'

/**
 * Takes the money of an attempt. The first settles the payment, late when it was closed; what
 * comes beyond that is given back by itself. Attempts that are still under way are ended.
 */
export async function settleAttempt(
  tx: CallerTransaction,
  locked: LockedAttempt,
): Promise<Attempt> {
  const { payment, attempt, others, now } = locked
  const { kysely } = tx.withTypes<PaymentsTables>()
  const settled = { ...move('attempt', attempt, { to: 'settled', at: now }), askedAt: now }
  await saveAttempt(kysely, settled)
  await postToLedger(kysely, {
    organisationId: payment.organisationId,
    currency: attempt.currency,
    kind: 'settled',
    causeId: attempt.id,
    paymentId: payment.id,
    at: now,
    lines: linesOf.settled({ ...attempt }),
  })
  if (payment.state === 'settled') return giveBackSecond(tx, { ...locked, attempt: settled })
  await settlePayment(tx, locked)
  for (const other of others.filter(isUnderWay)) {
    await tx.enqueue(expireAttempt, { attemptId: other.id }, { key: other.id })
  }
  return settled
}

async function settlePayment(
  tx: CallerTransaction,
  { payment, attempt, now }: LockedAttempt,
): Promise<void> {
  const late = payment.state === 'closed'
  const { id, amount } = attempt
  await savePayment(tx.withTypes<PaymentsTables>().kysely, {
    ...move('payment', payment, { to: 'settled', at: now }),
    paid: amount,
    settledAt: now,
    late,
  })
  const event = eventOf(payment, { attemptId: id, amountMinor: amount, late })
  await tx.emit('payment.settled', event, payment.subject)
}

/** Somebody paid in two ways at once. */
async function giveBackSecond(
  tx: CallerTransaction,
  { payment, attempt, now }: LockedAttempt,
): Promise<Attempt> {
  const { id, amount } = attempt
  const more = changed(payment, { paid: payment.paid + amount }, now)
  await savePayment(tx.withTypes<PaymentsTables>().kysely, more)
  const event = eventOf(payment, { attemptId: id, amountMinor: amount })
  await tx.emit('payment.overpaid', event, payment.subject)
  const cause = `overpaid:${id}`
  await reserveRefund(tx, { payment: more, attempt, amount, reason: 'overpaid', cause, now })
  return { ...attempt, refunded: amount, version: attempt.version + 1 }
}
