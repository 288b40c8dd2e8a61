import type { RefundRule } from '@holdfast/bookings/contract'
import { formatMoment } from '../format/moments.ts'
import { formatMoney, type Money } from '../prices/money.ts'

export interface Refund {
  readonly rule: RefundRule
  readonly refund: Money
  readonly kept: Money
  readonly refundEndsAt: string
}

const onItsWay = 'It goes back to where it came from and can take some days to arrive.'

/** What cancelling now does with the money, before it is done. */
export function refundWords(refund: Refund, timeZone: string): string {
  if (refund.rule === 'nothingPaid') return 'You have paid nothing, so there is nothing to refund.'
  if (refund.kept.amount === 0) {
    return `You get your deposit of ${formatMoney(refund.refund)} back. ${onItsWay}`
  }
  const kept = formatMoney(refund.kept)
  if (refund.refund.amount > 0) {
    return `You get ${formatMoney(refund.refund)} back; ${kept} stays with us. ${onItsWay}`
  }
  return `Your deposit of ${kept} is not given back: that ended on ${formatMoment(refund.refundEndsAt, timeZone)}.`
}
