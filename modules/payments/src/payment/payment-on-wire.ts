import type { Attempt } from '../attempt/attempt.ts'
import type { PaymentDetail, PaymentRow } from '../contract.ts'
import type { Dispute } from '../dispute/dispute.ts'
import type { Refund } from '../refund/refund.ts'
import { moneyOf, refundable, type Payment } from './payment.ts'

/** A payment as everybody sees it. */
export function rowOf(payment: Payment): PaymentRow {
  const money = (amount: number) => moneyOf(payment, amount)
  return {
    id: payment.id,
    subject: payment.subject,
    purpose: payment.purpose,
    description: payment.description,
    state: payment.state,
    amount: money(payment.amount),
    paid: money(payment.paid),
    refunding: money(payment.refunding),
    refunded: money(payment.refunded),
    disputed: money(payment.disputed),
    refundable: money(refundable(payment)),
    dueBy: payment.dueBy?.toISOString() ?? null,
    settledAt: payment.settledAt?.toISOString() ?? null,
    late: payment.late,
    createdAt: payment.createdAt.toISOString(),
  }
}

/** How the money of an attempt is confirmed by hand; for staff. */
interface Verifying {
  readonly verifiedBy: readonly string[]
  readonly needsTwo: boolean
}

export function attemptOnWire(
  attempt: Attempt,
  { verifiedBy, needsTwo }: Verifying,
): PaymentDetail['attempts'][number] {
  const { id, provider, method, state, reference, decline, contradiction } = attempt
  return {
    id,
    provider,
    method,
    state,
    reference,
    decline,
    contradiction,
    createdAt: attempt.createdAt.toISOString(),
    changedAt: attempt.changedAt.toISOString(),
    verifiedBy: [...verifiedBy],
    ...(needsTwo ? { needsTwo } : {}),
  }
}

export function refundOnWire(
  refund: Refund,
  failed: ReadonlySet<string>,
): PaymentDetail['refunds'][number] {
  const { id, attemptId, state, reason, failure, createdAt, changedAt } = refund
  return {
    id,
    attemptId,
    state,
    amount: moneyOf(refund, refund.amount),
    reason,
    failure,
    ...(failed.has(id) && isOnItsWay(state) ? { isStuck: true } : {}),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  }
}

function isOnItsWay(state: Refund['state']): boolean {
  return state === 'requested' || state === 'processing'
}

export function disputeOnWire(
  { id, state, amount, reason, createdAt }: Dispute,
  payment: Payment,
): PaymentDetail['disputes'][number] {
  const money = moneyOf(payment, amount)
  return { id, state, amount: money, reason, createdAt: createdAt.toISOString() }
}
