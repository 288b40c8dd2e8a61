import { addMonths, monthOf } from '../dates/month-grid.ts'
import { formatDay } from '../format/moments.ts'
import { partySize } from './draft.ts'
import { nearestOpenDays } from './nearest-days.ts'
import { useMonth } from './use-month.ts'
import type { BookingFlow } from './use-booking.ts'

/** Shown when a day has no time left: the nearest days that have one. */
export function NearbyDays(props: { readonly flow: BookingFlow }) {
  const { draft } = props.flow
  const month = monthOf(draft.date)
  const months = [useMonth(draft, month), useMonth(draft, addMonths(month, 1))]
  const days = months.flatMap(({ value }) => value?.items ?? [])
  const nearest = nearestOpenDays(days, draft.date)
  return (
    <div class="nearby">
      <p role="status">
        Nothing is free on {formatDay(draft.date)} for {draft.durationHours}{' '}
        {draft.durationHours === 1 ? 'hour' : 'hours'} and {partySize(draft)} guests.
        {nearest.length > 0 && ' These are the nearest days:'}
      </p>
      <div class="slots">
        {nearest.map((date) => (
          <button
            type="button"
            class="slot slot-day"
            key={date}
            onClick={() => props.flow.submit('date', { date })}
          >
            {formatDay(date)}
          </button>
        ))}
      </div>
      <button type="button" class="text-button" onClick={() => props.flow.go('date')}>
        Look at the whole month
      </button>
    </div>
  )
}
