import type { BookingDetail } from '@holdfast/bookings/contract'
import type { ShownPrice } from '../../flow/use-price.ts'

/** As the service calls it; a test compares, since its contract is no part of the page. */
export const feeLabel = 'Change of date'

/** A price as it will be after a change: what earlier changes of date have cost stays part of it. */
export function withKeptFees(price: ShownPrice, booking: Pick<BookingDetail, 'price'>): ShownPrice {
  const fees = booking.price.lines.filter(({ label }) => label === feeLabel)
  const amount = fees.reduce((sum, fee) => sum + fee.amount.amount, price.total.amount)
  return { ...price, lines: [...price.lines, ...fees], total: { ...price.total, amount } }
}
