import type { Money } from '@holdfast/kernel/contract'
import type { Kysely } from 'kysely'
import type { PaymentState } from '../contract.ts'
import type { PaymentsTables } from '../tables.ts'
import { moneyOf } from './payment.ts'
import { fromRow, selectPayments } from './payment-store.ts'

/** How a payment stands, for whoever asked for it. */
export interface PaymentFacts {
  readonly paymentId: string
  readonly state: PaymentState
  readonly amount: Money
  readonly paid: Money
  /** Given back or on its way. */
  readonly refunded: Money
  /** Taken back by the payer's bank, unless the dispute is won: it can not be given back besides. */
  readonly disputed: Money
  readonly dueBy: Date | null
  /** The money came after the payment was closed. */
  readonly late: boolean
}

/** The latest deposit of each subject that was asked for one, by subject. */
export async function paymentsOf(
  db: Kysely<unknown>,
  organisationId: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, PaymentFacts>> {
  if (subjects.length === 0) return new Map()
  const ours = db as Kysely<PaymentsTables> // one database holds every module's schema
  const rows = await selectPayments(ours, { organisationId })
    .where('p.subject', 'in', [...subjects])
    .where('p.purpose', '=', 'deposit')
    .orderBy('p.id')
    .execute()
  return new Map(
    rows.map(fromRow).map((payment) => [
      payment.subject,
      {
        paymentId: payment.id,
        state: payment.state,
        amount: moneyOf(payment, payment.amount),
        paid: moneyOf(payment, payment.paid),
        refunded: moneyOf(payment, payment.refunding + payment.refunded),
        disputed: moneyOf(payment, payment.disputed),
        dueBy: payment.dueBy,
        late: payment.late,
      },
    ]),
  )
}
