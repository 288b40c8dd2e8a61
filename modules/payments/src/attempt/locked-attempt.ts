import type { CallerTransaction } from '../parts.ts'
import { lockPayment } from '../payment/payment-store.ts'
import type { Payment } from '../payment/payment.ts'
import { problems } from '../problems.ts'
import type { PaymentsTables } from '../tables.ts'
import { attemptsOf, findAttempt } from './attempt-store.ts'
import type { Attempt } from './attempt.ts'

/** An attempt, its payment and the other attempts, which nobody else changes meanwhile. */
export interface LockedAttempt {
  readonly payment: Payment
  readonly attempt: Attempt
  readonly others: readonly Attempt[]
  readonly now: Date
}

export interface WantedAttempt {
  readonly organisationId: string
  readonly attemptId: string
  readonly now: Date
}

/** Locks the payment, under which alone its attempts change. Throws `payments.unknownPayment`. */
export async function lockAttempt(
  tx: Pick<CallerTransaction, 'withTypes'>,
  { organisationId, attemptId, now }: WantedAttempt,
): Promise<LockedAttempt> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const paymentId = (await findAttempt(kysely, organisationId, attemptId))?.paymentId
  const payment = paymentId && (await lockPayment(kysely, { organisationId }, paymentId))
  if (!payment) throw problems.unknownPayment({ attemptId })
  const attempts = await attemptsOf(kysely, payment.id)
  const attempt = attempts.find(({ id }) => id === attemptId)
  if (!attempt) throw problems.unknownPayment({ attemptId })
  return { payment, attempt, others: attempts.filter(({ id }) => id !== attemptId), now }
}
