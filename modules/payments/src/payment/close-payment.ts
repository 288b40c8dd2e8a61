import { attemptsUnderWay } from '../attempt/attempt-store.ts'
import { expireAttempt } from '../jobs.ts'
import type { CallerTransaction } from '../parts.ts'
import { move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import type { Payment } from './payment.ts'
import { lockPaymentsOf, savePayment } from './payment-store.ts'

export interface OfSubject {
  readonly organisationId: string
  readonly subject: string
  /** Only those of this purpose; all of the subject's unless told. */
  readonly purpose?: string
  readonly now: Date
}

/**
 * Asks for nothing more: what is not paid is closed, and a job tells the providers to take
 * nothing. Money that comes all the same settles the payment as late. Safe to call twice.
 */
export async function closePayment(tx: CallerTransaction, closing: OfSubject): Promise<void> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  for (const payment of await unsettledOf(tx, closing)) {
    await savePayment(kysely, move('payment', payment, { to: 'closed', at: closing.now }))
    for (const { id } of await attemptsUnderWay(kysely, payment.id)) {
      await tx.enqueue(expireAttempt, { attemptId: id }, { key: id })
    }
  }
}

/** Lets somebody begin to pay until `dueBy`; what is paid or closed stays as it is. */
export async function extendPayment(
  tx: CallerTransaction,
  extending: OfSubject & { readonly dueBy: Date | null },
): Promise<void> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const { dueBy, now } = extending
  for (const payment of await unsettledOf(tx, extending)) {
    const { version } = payment
    await savePayment(kysely, { ...payment, dueBy, changedAt: now, version: version + 1 })
  }
}

async function unsettledOf(
  tx: CallerTransaction,
  { organisationId, subject, purpose }: OfSubject,
): Promise<Payment[]> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const payments = await lockPaymentsOf(kysely, organisationId, subject)
  return payments.filter(
    (payment) =>
      payment.state !== 'settled' &&
      payment.state !== 'closed' &&
      (purpose === undefined || payment.purpose === purpose),
  )
}
