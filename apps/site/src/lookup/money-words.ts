import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatDeadline } from '../format/moments.ts'
import { formatMoney } from '../prices/money.ts'

/** How the deposit of a booking stands, in words; undefined where there is nothing to say. */
export function moneyWords(booking: BookingDetail): string | undefined {
  const { deposit } = booking
  if (deposit === undefined) return undefined
  const back = Math.max(deposit.refunded.amount, refundDue(booking))
  if (back > 0) {
    return `${formatMoney({ ...deposit.paid, amount: back })} goes back to where it came from. It can take some days to arrive.`
  }
  if (booking.state === 'cancelled' && deposit.paid.amount > 0) {
    return `Your deposit of ${formatMoney(deposit.paid)} is not given back.`
  }
  if (booking.state !== 'pending' && booking.state !== 'confirmed') return undefined
  return whileItCounts(deposit, booking)
}

/** What a cancellation or a late payment promised to give back. */
function refundDue({ timeline }: Pick<BookingDetail, 'timeline'>): number {
  const ends = new Set(['booking.cancelled', 'booking.depositReturned'])
  return timeline.findLast(({ type }) => ends.has(type))?.amount?.amount ?? 0
}

function whileItCounts(
  deposit: NonNullable<BookingDetail['deposit']>,
  { holdExpiresAt, timeZone }: BookingDetail,
): string | undefined {
  const until = holdExpiresAt && formatDeadline(holdExpiresAt, timeZone)
  switch (deposit.state) {
    case 'open':
      return until === undefined
        ? `A deposit of ${formatMoney(deposit.amount)} is still to be paid.`
        : `We hold it until ${until}. It is yours with a deposit of ${formatMoney(deposit.amount)}.`
    case 'processing':
      return 'Your payment is being checked. We hold your time meanwhile and write to you.'
    case 'awaitingOffline':
      return `We wait for your money${until === undefined ? '' : ` and hold your time until ${until}`}.`
    case 'paid':
    case 'closed':
      return undefined
  }
}
