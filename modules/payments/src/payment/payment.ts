import type { Money } from '@holdfast/kernel/contract'
import type { PaymentState } from '../contract.ts'

/** An amount that is asked for a subject. Amounts are in the currency's smallest unit. */
export interface Payment {
  readonly id: string
  readonly organisationId: string
  /** What it is for: the id of something that belongs to another module. */
  readonly subject: string
  /** The unit, such as a station, that people can be limited to. */
  readonly unitId: string | null
  readonly purpose: string
  readonly description: string
  readonly state: PaymentState
  readonly amount: number
  readonly currency: string
  readonly exponent: number
  readonly paid: number
  /** Of what was paid: asked to be given back, given back, taken back by a dispute. */
  readonly refunding: number
  readonly refunded: number
  readonly disputed: number
  readonly dueBy: Date | null
  readonly settledAt: Date | null
  readonly late: boolean
  readonly createdAt: Date
  readonly changedAt: Date
  readonly version: number
}

/** How much of a payment can still be given back. */
export function refundable({ paid, refunding, refunded, disputed }: Amounts): number {
  return paid - refunding - refunded - disputed
}

export type Amounts = Pick<Payment, 'paid' | 'refunding' | 'refunded' | 'disputed'>

/** Whether somebody may begin to pay. Until it is due: after that only what is under way counts. */
export function isPayable(payment: Pick<Payment, 'state' | 'dueBy'>, now: Date): boolean {
  const isOpen = payment.state !== 'settled' && payment.state !== 'closed'
  return isOpen && (payment.dueBy === null || now < payment.dueBy)
}

/** `payment` with other amounts, one version on. */
export function changed(payment: Payment, changes: Partial<Payment>, at: Date): Payment {
  return { ...payment, ...changes, version: payment.version + 1, changedAt: at }
}

export function moneyOf(
  { currency, exponent }: Pick<Payment, 'currency' | 'exponent'>,
  amount: number,
): Money {
  return { amount, currency, exponent }
}
