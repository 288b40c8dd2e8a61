import type { Money } from '@holdfast/kernel/contract'
import { leftOf, type Moved } from '../deposit/deposits.ts'
import type { BookingState, RefundRule } from '../contract.ts'
import { refundEndsAt, type Dated } from './deadlines.ts'

/** Staff may give everything back, or keep what is left, with a reason. */
export type RefundOverride = 'full' | 'none'

export interface Refund {
  readonly rule: RefundRule
  readonly refund: Money
  readonly kept: Money
  /** Until when, exclusive, the whole deposit is given back. */
  readonly endsAt: Date
}

export interface Refundable extends Pick<Dated, 'date' | 'timeZone' | 'policies'> {
  readonly state: BookingState
  readonly depositRefundable: boolean
}

/**
 * What a cancellation at `now` gives back: the preview and the cancellation both ask here.
 * What was refunded before, or taken back by the guest's bank, is never given back twice, and what
 * is left is all refunded or kept.
 */
export function refundOf(
  booking: Refundable,
  deposit: Moved,
  { now, override }: { readonly now: Date; readonly override?: RefundOverride | undefined },
): Refund {
  const left = leftOf(deposit)
  const endsAt = refundEndsAt(booking)
  const rule = ruleOf(booking, { left, override, isInTime: now < endsAt })
  const isGivenBack =
    rule === 'override' ? override === 'full' : rule === 'neverConfirmed' || rule === 'inTime'
  const amount = isGivenBack ? left : 0
  return {
    rule,
    endsAt,
    refund: { ...deposit.paid, amount },
    kept: { ...deposit.paid, amount: left - amount },
  }
}

/** A booking as it counts for its deposit once it is moved to `date` at `now`. */
export function onceMoved(booking: Refundable, date: string, now: Date): Refundable {
  return { ...booking, date, depositRefundable: staysRefundable(booking, now) }
}

/**
 * Whether the deposit can still be given back after a change of date at `now`. Once the deadline
 * has passed a later date does not bring it back.
 */
export function staysRefundable(
  booking: Pick<Refundable, 'date' | 'timeZone' | 'policies' | 'depositRefundable'>,
  now: Date,
): boolean {
  return booking.depositRefundable && now < refundEndsAt(booking)
}

function ruleOf(
  { state, depositRefundable }: Refundable,
  {
    left,
    override,
    isInTime,
  }: {
    readonly left: number
    readonly override: RefundOverride | undefined
    readonly isInTime: boolean
  },
): RefundRule {
  if (left === 0) return 'nothingPaid'
  if (override !== undefined) return 'override'
  if (state === 'pending' || state === 'expired') return 'neverConfirmed'
  if (!depositRefundable) return 'forfeited'
  return isInTime ? 'inTime' : 'tooLate'
}
