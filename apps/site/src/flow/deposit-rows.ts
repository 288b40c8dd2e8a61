import type { BookingReceipt, Price } from '@holdfast/bookings/contract'
import type { Money } from '../prices/money.ts'

export interface PriceAndDeposit {
  readonly price: Price
  readonly deposit?: BookingReceipt['deposit']
  /** The dinner does not take place: nothing is left to pay. */
  readonly isOff?: boolean
}

/** What stands below the total: what is due now, or what was paid and is left. */
export function depositRows(props: PriceAndDeposit): readonly (readonly [string, Money])[] {
  const { price, deposit, isOff = false } = props
  if (deposit === undefined || deposit.paid.amount === 0) {
    if (isOff) return []
    if (deposit?.state === 'closed') return [['Left to pay at dinner', price.total]]
    return [[price.deposit.amount === 0 ? 'To pay now' : 'Deposit to pay now', price.deposit]]
  }
  const { paid, refunded } = deposit
  if (refunded.amount > 0) {
    return [
      ['Deposit paid', paid],
      ['Given back to you', refunded],
    ]
  }
  if (isOff) return [['Deposit paid', paid]]
  const left = { ...price.total, amount: price.total.amount - paid.amount }
  return [
    ['Deposit paid', paid],
    ['Left to pay at dinner', left],
  ]
}
