import { findAttempt, saveAttempt } from '../attempt/attempt-store.ts'
import type { Attempt } from '../attempt/attempt.ts'
import { followMoney } from '../credits/follow-money.ts'
import { eventOf } from '../events.ts'
import { observeAttempt } from '../jobs.ts'
import { linesOf, type Moved } from '../ledger/lines.ts'
import { postToLedger, type Line } from '../ledger/post-to-ledger.ts'
import type { CallerTransaction } from '../parts.ts'
import { lockPayment, savePayment } from '../payment/payment-store.ts'
import { changed, type Payment } from '../payment/payment.ts'
import { problems } from '../problems.ts'
import type { RefundSeen, RefundStatus } from '../providers/provider.ts'
import { canMove, move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import type { Refund } from './refund.ts'
import { findRefund, saveRefund } from './refund-store.ts'

export interface RefundObserved {
  readonly organisationId: string
  readonly refundId: string
  readonly seen: RefundStatus
  readonly now: Date
}

/** What a provider says of our refunds. */
export async function applyRefunds(
  tx: CallerTransaction,
  {
    organisationId,
    refunds,
    now,
  }: Pick<RefundObserved, 'organisationId' | 'now'> & {
    readonly refunds: readonly RefundSeen[]
  },
): Promise<void> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  for (const seen of refunds) {
    const { refundId } = seen
    if (!(await findRefund(kysely, organisationId, refundId))) continue
    await applyRefundStatus(tx, { organisationId, refundId, seen, now })
  }
}

/** Takes what the provider says of a refund as far as it goes on from what is known. */
export async function applyRefundStatus(
  tx: CallerTransaction,
  { organisationId, refundId, seen, now }: RefundObserved,
): Promise<Refund> {
  const { payment, attempt, refund } = await lockRefund(tx, organisationId, refundId)
  if (!canMove('refund', refund.state, seen.state)) return refund
  const { kysely } = tx.withTypes<PaymentsTables>()
  const moved: Refund = {
    ...move('refund', refund, { to: seen.state, at: now }),
    providerReference: seen.providerReference ?? refund.providerReference,
    failure: seen.failure ?? refund.failure,
  }
  await saveRefund(kysely, moved)
  if (seen.state === 'settled') await sent(tx, { payment, attempt, refund: moved }, now)
  if (seen.state === 'failed') await failed(tx, { payment, attempt, refund }, moved)
  return moved
}

interface LockedRefund {
  readonly payment: Payment
  readonly attempt: Attempt
  readonly refund: Refund
}

async function sent(tx: CallerTransaction, locked: LockedRefund, now: Date): Promise<void> {
  const { payment, refund } = locked
  const { amount } = refund
  const { kysely } = tx.withTypes<PaymentsTables>()
  const refunding = payment.refunding - amount
  await savePayment(
    kysely,
    changed(payment, { refunding, refunded: payment.refunded + amount }, now),
  )
  await post(tx, locked, { kind: 'refundSettled', lines: linesOf.refundSettled, now })
  const event = eventOf(payment, { refundId: refund.id, amountMinor: amount, cause: refund.cause })
  await tx.emit('payment.refunded', event, payment.subject)
}

/** The amount is the payer's again: it had been set aside, or had left and came back. */
async function failed(tx: CallerTransaction, before: LockedRefund, moved: Refund): Promise<void> {
  const { payment, attempt, refund } = before
  const { amount } = refund
  const now = moved.changedAt
  const { kysely } = tx.withTypes<PaymentsTables>()
  const hadLeft = refund.state === 'settled'
  const amounts = hadLeft
    ? { refunded: payment.refunded - amount }
    : { refunding: payment.refunding - amount }
  const after = changed(payment, amounts, now)
  await savePayment(kysely, after)
  const version = attempt.version + 1
  await saveAttempt(kysely, { ...attempt, refunded: attempt.refunded - amount, version })
  const kind = hadLeft ? 'refundReturned' : 'refundFailed'
  await post(tx, before, { kind, lines: linesOf[kind], now })
  await followMoney(tx, after, { because: 'refund', at: now })
  const reason = moved.failure ?? 'unknown'
  const event = eventOf(payment, { refundId: refund.id, amountMinor: amount, reason })
  await tx.emit('payment.refundFailed', event, payment.subject)
  // The provider may have given it back by itself: then that is known now.
  await tx.enqueue(observeAttempt, { attemptId: attempt.id }, { key: attempt.id })
}

function post(
  tx: CallerTransaction,
  { payment, attempt, refund }: LockedRefund,
  { kind, lines, now }: { kind: string; lines: (moved: Moved) => Line[]; now: Date },
): Promise<void> {
  const { provider } = attempt
  return postToLedger(tx.withTypes<PaymentsTables>().kysely, {
    organisationId: payment.organisationId,
    currency: refund.currency,
    kind,
    causeId: refund.id,
    paymentId: payment.id,
    at: now,
    lines: lines({ provider, paymentId: payment.id, amount: refund.amount }),
  })
}

async function lockRefund(
  tx: CallerTransaction,
  organisationId: string,
  refundId: string,
): Promise<LockedRefund> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const found = await findRefund(kysely, organisationId, refundId)
  const payment = found && (await lockPayment(kysely, { organisationId }, found.paymentId))
  const refund = await findRefund(kysely, organisationId, refundId)
  const attempt = refund && (await findAttempt(kysely, organisationId, refund.attemptId))
  if (!payment || !refund || !attempt) throw problems.unknownPayment({ refundId })
  return { payment, attempt, refund }
}
