import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatLongDay, formatZonedTime } from '../../../../format/moments.ts'
import { counted } from '../../booking-words.ts'

/** Which dinner it is about: `Saturday, December 5, 2026, 6:00 PM EST, Harbor Station, 12 guests.` */
export function DinnerLine({ booking }: { readonly booking: BookingDetail }) {
  const { date, startsAt, timeZone, stationName, partySize } = booking
  return (
    <p>
      {formatLongDay(date)}, {formatZonedTime(startsAt, timeZone)}, {stationName},{' '}
      {counted(partySize, 'guest', 'guests')}.
    </p>
  )
}
