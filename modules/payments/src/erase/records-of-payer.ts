import type { Money } from '@holdfast/kernel/contract'
import type { Kysely } from 'kysely'
import type { PaymentState } from '../contract.ts'
import { moneyOf } from '../payment/payment.ts'
import { fromRow, selectPayments } from '../payment/payment-store.ts'
import type { PaymentsTables } from '../tables.ts'
import type { SubjectsOf } from './forget-payer.ts'

/** A payment as its payer may have it. */
export interface PayerRecord {
  readonly paymentId: string
  readonly subject: string
  readonly state: PaymentState
  readonly amount: Money
  readonly paid: Money
  readonly refunded: Money
  readonly createdAt: Date
}

/** All payments of these subjects, oldest first. */
export async function recordsOfPayer(
  db: Kysely<unknown>,
  { organisationId, subjects }: SubjectsOf,
): Promise<readonly PayerRecord[]> {
  if (subjects.length === 0) return []
  const ours = db as Kysely<PaymentsTables> // one database holds every module's schema
  const rows = await selectPayments(ours, { organisationId })
    .where('p.subject', 'in', [...subjects])
    .orderBy('p.id')
    .execute()
  return rows.map(fromRow).map((payment) => ({
    paymentId: payment.id,
    subject: payment.subject,
    state: payment.state,
    amount: moneyOf(payment, payment.amount),
    paid: moneyOf(payment, payment.paid),
    refunded: moneyOf(payment, payment.refunded),
    createdAt: payment.createdAt,
  }))
}
