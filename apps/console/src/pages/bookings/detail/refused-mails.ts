import type { BookingDetail } from '@holdfast/bookings/contract'

/** When the last mail about a booking was refused for good; undefined when none was. */
export function lastRefusedMail({ timeline }: Pick<BookingDetail, 'timeline'>): string | undefined {
  return timeline.findLast(({ type }) => type === 'booking.mailRefused')?.at
}
