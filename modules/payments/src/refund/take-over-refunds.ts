import { findAttempt } from '../attempt/attempt-store.ts'
import type { CallerTransaction } from '../parts.ts'
import { lockPayment } from '../payment/payment-store.ts'
import { refundable } from '../payment/payment.ts'
import { problems } from '../problems.ts'
import type { RefundElsewhere } from '../providers/provider.ts'
import type { PaymentsTables } from '../tables.ts'
import { applyRefundStatus } from './apply-refund-status.ts'
import type { Refund } from './refund.ts'
import { refundsOfCause } from './refund-store.ts'
import { setAside } from './reserve-refund.ts'

export interface RefundsElsewhere {
  readonly organisationId: string
  /** Settled, and its payment locked. */
  readonly attemptId: string
  readonly refunds: readonly RefundElsewhere[]
  readonly now: Date
}

/**
 * Takes refunds that somebody made on the provider's own pages into the books, each under a cause
 * of its own, so once. Gives those for which the payment holds too little, whose turn may come: a
 * refund of ours that can not succeed beside one has the provider asked again when it fails.
 */
export async function takeOverRefunds(
  tx: CallerTransaction,
  { organisationId, attemptId, refunds, now }: RefundsElsewhere,
): Promise<readonly RefundElsewhere[]> {
  const left: RefundElsewhere[] = []
  for (const seen of refunds) {
    const wanted = { organisationId, attemptId, seen, now }
    const refund = (await findTakenOver(tx, wanted)) ?? (await takeOver(tx, wanted))
    if (refund) await applyRefundStatus(tx, { organisationId, refundId: refund.id, seen, now })
    else if (seen.state !== 'failed') left.push(seen)
  }
  return left
}

interface Wanted extends Omit<RefundsElsewhere, 'refunds'> {
  readonly seen: RefundElsewhere
}

async function findTakenOver(tx: CallerTransaction, wanted: Wanted): Promise<Refund | undefined> {
  const { organisationId, attemptId, seen } = wanted
  const { kysely } = tx.withTypes<PaymentsTables>()
  const attempt = await findAttempt(kysely, organisationId, attemptId)
  if (!attempt) throw problems.unknownPayment({ attemptId })
  const of = { cause: causeOf(seen), paymentIds: [attempt.paymentId] }
  const found = await refundsOfCause(kysely, organisationId, of)
  return found.find((refund) => refund.attemptId === attemptId)
}

/** Undefined for one that gave nothing back, or does not fit yet. */
async function takeOver(
  tx: CallerTransaction,
  { organisationId, attemptId, seen, now }: Wanted,
): Promise<Refund | undefined> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  // Read anew for each: the one before has changed both.
  const attempt = await findAttempt(kysely, organisationId, attemptId)
  const payment = attempt && (await lockPayment(kysely, { organisationId }, attempt.paymentId))
  if (!payment || seen.state === 'failed') return undefined
  const { amount, providerReference } = seen
  if (amount > Math.min(refundable(payment), attempt.amount - attempt.refunded)) return undefined
  const why = { reason: 'provider', cause: causeOf(seen), providerReference }
  const { refund } = await setAside(tx, { payment, attempt, amount, ...why, now })
  return refund
}

function causeOf({ providerReference }: RefundElsewhere): string {
  return `provider:${providerReference}`
}
