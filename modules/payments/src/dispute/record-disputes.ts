import { newId } from '@holdfast/kernel/ids'
import type { Attempt } from '../attempt/attempt.ts'
import { followMoney } from '../credits/follow-money.ts'
import { eventOf } from '../events.ts'
import { linesOf } from '../ledger/lines.ts'
import { postToLedger } from '../ledger/post-to-ledger.ts'
import type { CallerTransaction } from '../parts.ts'
import { lockPayment, savePayment } from '../payment/payment-store.ts'
import { changed, refundable, type Payment } from '../payment/payment.ts'
import { problems } from '../problems.ts'
import type { DisputeSeen } from '../providers/provider.ts'
import { canMove, move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import type { Dispute } from './dispute.ts'
import { findDispute, insertDispute, saveDispute } from './dispute-store.ts'

export interface DisputesSeen {
  readonly organisationId: string
  readonly attempt: Attempt
  readonly disputes: readonly DisputeSeen[]
  readonly now: Date
}

/**
 * Records disputes of a settled attempt. What is disputed is not ours until it is won: it can not
 * be refunded besides, and what the payment no longer holds of it is a loss.
 */
export async function recordDisputes(
  tx: CallerTransaction,
  { organisationId, attempt, disputes, now }: DisputesSeen,
): Promise<void> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  for (const seen of disputes) {
    // Locked already; read again, since the last dispute may have changed it.
    const payment = await lockPayment(kysely, { organisationId }, attempt.paymentId)
    if (!payment) throw problems.unknownPayment({ attemptId: attempt.id })
    const known = await findDispute(kysely, attempt.id, seen.providerReference)
    const dispute = known ?? (await open(tx, { payment, attempt, seen, now }))
    if (canMove('dispute', dispute.state, seen.state)) {
      const current = await lockPayment(kysely, { organisationId }, attempt.paymentId)
      await turn(tx, { payment: current ?? payment, attempt, seen, now }, dispute)
    }
  }
}

interface Seen {
  readonly payment: Payment
  readonly attempt: Attempt
  readonly seen: DisputeSeen
  readonly now: Date
}

async function open(tx: CallerTransaction, context: Seen): Promise<Dispute> {
  const { payment, attempt, seen, now } = context
  const { kysely } = tx.withTypes<PaymentsTables>()
  const dispute: Dispute = {
    id: newId(),
    organisationId: payment.organisationId,
    paymentId: payment.id,
    attemptId: attempt.id,
    providerReference: seen.providerReference,
    state: 'open',
    amount: seen.amount,
    currency: attempt.currency,
    fromPayment: Math.min(seen.amount, refundable(payment)),
    reason: seen.reason,
    createdAt: now,
    changedAt: now,
    version: 1,
  }
  await insertDispute(kysely, dispute)
  await take(tx, context, dispute)
  await tell(tx, payment, dispute)
  return dispute
}

/** Won: it comes back. Lost stays taken. Either may turn once more. */
async function turn(tx: CallerTransaction, context: Seen, before: Dispute): Promise<void> {
  const { payment, seen, now } = context
  const { kysely } = tx.withTypes<PaymentsTables>()
  const moved = move('dispute', before, { to: seen.state, at: now })
  if (seen.state === 'won') {
    await saveDispute(kysely, moved)
    await giveBack(tx, context, moved)
  } else if (before.state === 'won') {
    const fromPayment = Math.min(before.amount, refundable(payment))
    const retaken = { ...moved, fromPayment }
    await saveDispute(kysely, retaken)
    await take(tx, context, retaken)
  } else {
    await saveDispute(kysely, moved)
  }
  await tell(tx, payment, moved)
}

async function take(tx: CallerTransaction, context: Seen, dispute: Dispute): Promise<void> {
  const disputed = context.payment.disputed + dispute.fromPayment
  await moveMoney(tx, context, { dispute, disputed, kind: 'disputeTaken' })
}

async function giveBack(tx: CallerTransaction, context: Seen, dispute: Dispute): Promise<void> {
  const disputed = context.payment.disputed - dispute.fromPayment
  await moveMoney(tx, context, { dispute, disputed, kind: 'disputeGivenBack' })
}

async function moveMoney(
  tx: CallerTransaction,
  { payment, attempt, now }: Seen,
  moving: {
    readonly dispute: Dispute
    readonly disputed: number
    readonly kind: 'disputeTaken' | 'disputeGivenBack'
  },
): Promise<void> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const { dispute, disputed, kind } = moving
  const { amount, fromPayment } = dispute
  const moved = { provider: attempt.provider, paymentId: payment.id, amount, fromPayment }
  const after = changed(payment, { disputed }, now)
  await savePayment(kysely, after)
  await postToLedger(kysely, {
    organisationId: payment.organisationId,
    currency: dispute.currency,
    // A dispute can turn again: each turn is a cause of its own.
    kind: `${kind}:${dispute.version}`,
    causeId: dispute.id,
    paymentId: payment.id,
    at: now,
    lines: linesOf[kind](moved),
  })
  await followMoney(tx, after, { because: 'dispute', at: now })
}

async function tell(tx: CallerTransaction, payment: Payment, dispute: Dispute): Promise<void> {
  const { id, amount, state } = dispute
  const event = eventOf(payment, { disputeId: id, amountMinor: amount, state })
  await tx.emit('payment.disputed', event, payment.subject)
}
