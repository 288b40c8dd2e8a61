import type { RefundRule } from '@holdfast/bookings/contract'
import { formatLastDay } from '../format/moments.ts'
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
  return `${notBack(kept)} ${whyNot(refund, timeZone)}`
}

/**
 * What a move does to the deposit, before it is made; undefined where there is none. A day that
 * takes a right away is a warning.
 */
export function movedRefundWords(
  refund: Refund,
  timeZone: string,
): { readonly text: string; readonly isLoss: boolean } | undefined {
  if (refund.rule === 'nothingPaid') return undefined
  if (refund.kept.amount === 0) {
    const day = formatLastDay(refund.refundEndsAt, timeZone)
    const back = formatMoney(refund.refund)
    return { text: `Cancel until ${day} and you get your ${back} back.`, isLoss: false }
  }
  const kept = formatMoney(refund.kept)
  const text =
    refund.rule === 'forfeited'
      ? `Your deposit of ${kept} is not given back if you cancel: it is too late for that already, and another day does not change it.`
      : `With this day you can no longer cancel and get your deposit of ${kept} back: ${lastDayWords(refund, timeZone)}`
  return { text, isLoss: true }
}

function notBack(kept: string): string {
  return `Your deposit of ${kept} is not given back:`
}

function whyNot(refund: Refund, timeZone: string): string {
  return refund.rule === 'forfeited'
    ? 'when you moved the dinner it was too late for that already, and another day does not change it.'
    : lastDayWords(refund, timeZone)
}

// True also where that day lies before the booking.
function lastDayWords({ refundEndsAt }: Refund, timeZone: string): string {
  return `for a dinner on this day, that is possible until ${formatLastDay(refundEndsAt, timeZone)}.`
}
