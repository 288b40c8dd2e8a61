import type { Money } from '@holdfast/kernel/contract'
import { attemptsOf } from '../attempt/attempt-store.ts'
import type { Attempt } from '../attempt/attempt.ts'
import type { CallerTransaction } from '../parts.ts'
import { refundable, type Payment } from '../payment/payment.ts'
import { lockPaymentsOf } from '../payment/payment-store.ts'
import { problems } from '../problems.ts'
import type { PaymentsTables } from '../tables.ts'
import { allocate, type Source } from './allocate.ts'
import type { Refund } from './refund.ts'
import { refundsOfCause } from './refund-store.ts'
import { reserveRefund } from './reserve-refund.ts'

export interface RefundPayment {
  readonly organisationId: string
  readonly subject: string
  readonly amount: Money
  /** In a word: `cancelled`, `late`. Shown to staff. */
  readonly reason: string
  /** What it follows from, such as `booking:ID:version`: the same cause never refunds a subject twice. */
  readonly cause: string
  readonly now: Date
}

/**
 * Gives back `amount` of what a subject has paid: reserved in the caller's transaction, sent by
 * jobs. With a cause that has refunded before it changes nothing and answers those refunds.
 * Throws `payments.refundTooLarge` for more than is left, `payments.otherCurrency`.
 */
export async function refundPayment(
  tx: CallerTransaction,
  asked: RefundPayment,
): Promise<readonly Refund[]> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const { organisationId, subject } = asked
  const payments = await lockPaymentsOf(kysely, organisationId, subject)
  const paymentIds = payments.map(({ id }) => id)
  const before = await refundsOfCause(kysely, organisationId, { cause: asked.cause, paymentIds })
  return before.length > 0 ? before : refundFrom(tx, payments, asked)
}

/** Gives back from these payments, which are locked, the latest first. */
export async function refundFrom(
  tx: CallerTransaction,
  payments: readonly Payment[],
  asked: Pick<RefundPayment, 'amount' | 'reason' | 'cause' | 'now'>,
): Promise<readonly Refund[]> {
  const sources = await sourcesOf(tx, payments, asked.amount)
  const parts = allocate(asked.amount.amount, sources)
  if (!parts) throw tooLarge(asked, sources)
  const refunds: Refund[] = []
  const current = new Map(payments.map((payment) => [payment.id, payment]))
  for (const { id: attempt, amount } of parts) {
    const payment = current.get(attempt.paymentId)
    if (!payment) throw problems.unknownPayment({ paymentId: attempt.paymentId })
    const reserved = await reserveRefund(tx, { payment, attempt, amount, ...causeOf(asked) })
    current.set(payment.id, reserved.payment)
    refunds.push(reserved.refund)
  }
  return refunds
}

function causeOf({ reason, cause, now }: Pick<RefundPayment, 'reason' | 'cause' | 'now'>) {
  return { reason, cause, now }
}

/** What was paid for the subject, the latest first, bounded by what each payment still holds. */
async function sourcesOf(
  tx: CallerTransaction,
  payments: readonly Payment[],
  { currency }: Money,
): Promise<readonly Source<Attempt>[]> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const paid = payments.filter(({ state }) => state === 'settled').toReversed()
  if (paid.some((payment) => payment.currency !== currency)) throw problems.otherCurrency()
  const sources: Source<Attempt>[] = []
  for (const payment of paid) {
    let left = refundable(payment)
    for (const attempt of (await attemptsOf(kysely, payment.id)).toReversed()) {
      if (attempt.state !== 'settled') continue
      const part = Math.min(left, attempt.amount - attempt.refunded)
      sources.push({ id: attempt, left: part })
      left -= part
    }
  }
  return sources
}

function tooLarge(
  asked: Pick<RefundPayment, 'amount'>,
  sources: readonly Source<Attempt>[],
): Error {
  const left = sources.reduce((sum, source) => sum + source.left, 0)
  return problems.refundTooLarge({ asked: asked.amount.amount, left })
}
