import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatMoment, readersZone } from '../format/moments.ts'
import { eventText } from './state-words.ts'

export function BookingTimeline(props: { readonly booking: BookingDetail }) {
  if (props.booking.timeline.length === 0) return null
  return (
    <>
      <h2>What happened so far</h2>
      <ol class="timeline">
        {props.booking.timeline.map((entry) => (
          <li key={`${entry.at} ${entry.type}`}>
            <strong>{eventText(entry.type)}</strong>
            <time dateTime={entry.at}>{formatMoment(entry.at, readersZone())}</time>
          </li>
        ))}
      </ol>
    </>
  )
}
