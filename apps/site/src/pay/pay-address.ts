import type { BookingReceipt } from '@holdfast/bookings/contract'

type Asked = Pick<BookingReceipt, 'state' | 'deposit'>

const waited = new Set<NonNullable<Asked['deposit']>['state']>([
  'open',
  'processing',
  'awaitingOffline',
])

/** The page on which the deposit of a booking is paid; undefined when nothing waits for money. */
export function payAddress({ state, deposit }: Asked): string | undefined {
  if (deposit === undefined || !waited.has(deposit.state)) return undefined
  if (state !== 'pending' && state !== 'confirmed') return undefined
  return `/pay?payment=${deposit.paymentId}`
}
