import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatMoment, readersZone, sameClock, zoneName } from '../format/moments.ts'
import { formatMoney } from '../prices/money.ts'
import { eventText } from './state-words.ts'

export function BookingTimeline(props: { readonly booking: BookingDetail }) {
  if (props.booking.timeline.length === 0) return null
  return (
    <>
      <h2>What happened so far</h2>
      <ol class="timeline">
        {props.booking.timeline.map((entry) => (
          <li key={`${entry.at} ${entry.type}`}>
            <strong>
              {eventText(entry.type)}
              {entry.amount !== undefined && entry.amount.amount > 0 && (
                <span class="timeline-amount"> {formatMoney(entry.amount)}</span>
              )}
            </strong>
            <time dateTime={entry.at}>{momentWords(entry.at, props.booking.timeZone)}</time>
          </li>
        ))}
      </ol>
    </>
  )
}

// The clocks of the dinner, like every other time here; named where the reader's differ.
function momentWords(instant: string, timeZone: string): string {
  const moment = formatMoment(instant, timeZone)
  if (sameClock(timeZone, readersZone(), instant)) return moment
  return `${moment}, ${zoneName(timeZone, instant)}`
}
