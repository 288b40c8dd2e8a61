import type { Payment } from '../payment/payment.ts'
import { moneyOf } from '../payment/payment.ts'
import type { Order } from '../providers/provider.ts'
import type { Attempt } from './attempt.ts'

/** What the provider of an attempt is told. */
export function orderOf(
  attempt: Attempt,
  payment: Payment,
  returnUrlOf: (payment: Payment) => string,
): Order {
  return {
    attemptId: attempt.id,
    amount: moneyOf(attempt, attempt.amount),
    method: attempt.method,
    description: payment.description,
    providerReference: attempt.providerReference,
    reference: attempt.reference,
    dueBy: payment.dueBy,
    returnUrl: returnUrlOf(payment),
  }
}
