import type { BookingDetail } from '@holdfast/bookings/contract'

type Judged = Pick<BookingDetail, 'state'> & {
  readonly deposit?: Pick<NonNullable<BookingDetail['deposit']>, 'state'> | undefined
}

/**
 * Why no deposit is due although one was asked for; undefined where one is, or where it is plain.
 * Staff who confirm a booking whose hold has ended do without its deposit.
 */
export function whyNoneIsDue({ state, deposit }: Judged): string | undefined {
  if (deposit?.state !== 'closed') return undefined
  if (state !== 'confirmed' && state !== 'seated' && state !== 'completed') return undefined
  return 'No deposit is due: the booking was confirmed without it after its hold had ended.'
}
