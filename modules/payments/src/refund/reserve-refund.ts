import { newId } from '@holdfast/kernel/ids'
import { saveAttempt } from '../attempt/attempt-store.ts'
import type { Attempt } from '../attempt/attempt.ts'
import { followMoney } from '../credits/follow-money.ts'
import { sendRefund } from '../jobs.ts'
import { linesOf } from '../ledger/lines.ts'
import { postToLedger } from '../ledger/post-to-ledger.ts'
import type { CallerTransaction } from '../parts.ts'
import { changed, type Payment } from '../payment/payment.ts'
import { savePayment } from '../payment/payment-store.ts'
import type { PaymentsTables } from '../tables.ts'
import type { Refund } from './refund.ts'
import { insertRefund } from './refund-store.ts'

export interface Reserving {
  /** Locked. */
  readonly payment: Payment
  readonly attempt: Attempt
  readonly amount: number
  readonly reason: string
  readonly cause: string
  /** Of a refund that the provider has made already. */
  readonly providerReference?: string | null
  readonly now: Date
}

export interface Reserved {
  readonly payment: Payment
  readonly refund: Refund
}

/** Sets an amount of a settled attempt aside and has a job send it back. */
export async function reserveRefund(tx: CallerTransaction, asked: Reserving): Promise<Reserved> {
  const reserved = await setAside(tx, asked)
  const { id } = reserved.refund
  const input = { refundId: id, paymentId: reserved.payment.id }
  await tx.enqueue(sendRefund, input, { key: id })
  return reserved
}

/** Sets an amount of a settled attempt aside: no other refund can have it. */
export async function setAside(
  tx: CallerTransaction,
  { payment, attempt, amount, reason, cause, providerReference = null, now }: Reserving,
): Promise<Reserved> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const { organisationId, currency, exponent } = payment
  const refund: Refund = {
    id: newId(),
    organisationId,
    paymentId: payment.id,
    attemptId: attempt.id,
    state: 'requested',
    amount,
    currency,
    exponent,
    reason,
    cause,
    providerReference,
    failure: null,
    createdAt: now,
    changedAt: now,
    version: 1,
  }
  const reserved = changed(payment, { refunding: payment.refunding + amount }, now)
  await insertRefund(kysely, refund)
  await savePayment(kysely, reserved)
  await saveAttempt(kysely, {
    ...attempt,
    refunded: attempt.refunded + amount,
    version: attempt.version + 1,
  })
  await postToLedger(kysely, {
    organisationId,
    currency,
    kind: 'refundRequested',
    causeId: refund.id,
    paymentId: payment.id,
    at: now,
    lines: linesOf.refundRequested({ provider: attempt.provider, paymentId: payment.id, amount }),
  })
  await followMoney(tx, reserved, { because: 'refund', at: now })
  return { payment: reserved, refund }
}
