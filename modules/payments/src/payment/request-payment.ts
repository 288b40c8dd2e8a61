import type { Money } from '@holdfast/kernel/contract'
import { eventOf } from '../events.ts'
import type { CallerTransaction } from '../parts.ts'
import type { PaymentsTables } from '../tables.ts'
import type { Payment } from './payment.ts'
import { insertPayment } from './payment-store.ts'

export interface RequestPayment {
  /** Chosen by the caller: the same id asks once. */
  readonly id: string
  readonly organisationId: string
  /** What it is for; the holder of a link to it may pay. */
  readonly subject: string
  /** The unit, such as a station, that the subject belongs to; absent: of no unit. */
  readonly unitId?: string
  /** `deposit` */
  readonly purpose: string
  readonly amount: Money
  /** Until then somebody may begin to pay; null: for ever. */
  readonly dueBy: Date | null
  /** What the payer reads at the provider. No personal data. */
  readonly description: string
  readonly now: Date
}

/** Asks for an amount, in the caller's transaction. Asked again with the same id: nothing. */
export async function requestPayment(
  tx: CallerTransaction,
  request: RequestPayment,
): Promise<void> {
  const payment = paymentOf(request)
  const { kysely } = tx.withTypes<PaymentsTables>()
  if (!(await insertPayment(kysely, payment))) return
  const { subject, amount } = payment
  await tx.emit('payment.requested', eventOf(payment, { amountMinor: amount }), subject)
}

function paymentOf(request: RequestPayment): Payment {
  const { id, organisationId, subject, unitId, purpose, amount, dueBy, description } = request
  return {
    id,
    organisationId,
    subject,
    unitId: unitId ?? null,
    purpose,
    description,
    state: 'open',
    ...amount,
    paid: 0,
    refunding: 0,
    refunded: 0,
    disputed: 0,
    dueBy,
    settledAt: null,
    late: false,
    createdAt: request.now,
    changedAt: request.now,
    version: 1,
  }
}
