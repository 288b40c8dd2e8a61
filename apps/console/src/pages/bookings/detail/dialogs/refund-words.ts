import type { RefundRule } from '@holdfast/bookings/contract'
import { formatMoment } from '../../../../format/moments.ts'
import { formatMoney } from '../../../../format/money.ts'

type Amount = Parameters<typeof formatMoney>[0]

/** What a cancellation gives back, and by which rule. */
export interface RefundPreview {
  readonly rule: RefundRule
  readonly refund: Amount
  readonly kept: Amount
  readonly refundEndsAt: string
}

const forfeited =
  'The dinner was moved when it was too late to give it back, and another day does not change that.'

/** Why a cancellation gives back what it does. */
export function ruleWords({ rule, refundEndsAt }: RefundPreview, timeZone: string): string {
  const until = formatMoment(refundEndsAt, undefined, timeZone)
  return {
    nothingPaid: 'Nothing was paid.',
    neverConfirmed: 'The booking was never confirmed, so nothing was earned.',
    inTime: `All of it is given back until ${until}.`,
    tooLate: `For a dinner on this day it is given back until ${until}.`,
    forfeited,
    override: 'This is your decision, and stands in the timeline.',
  }[rule]
}

/** What a move to another day does to the deposit; undefined where there is none. */
export function movedDeposit(
  preview: RefundPreview,
  timeZone: string,
): { readonly isLoss: boolean; readonly title: string; readonly text: string } | undefined {
  const { rule, kept, refund } = preview
  if (rule === 'nothingPaid') return undefined
  const until = formatMoment(preview.refundEndsAt, undefined, timeZone)
  if (kept.amount === 0) {
    const text = `The guest gets ${formatMoney(refund)} back when cancelling until ${until}.`
    return { isLoss: false, title: 'The deposit can still be given back', text }
  }
  const title = `The deposit of ${formatMoney(kept)} is not given back after this`
  const text =
    rule === 'forfeited'
      ? 'It is too late for that already, and another day does not change it.'
      : `For a dinner on this day it is given back until ${until}. Tell the guest before you move it.`
  return { isLoss: true, title, text }
}
