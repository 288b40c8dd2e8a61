import { showCalendar } from '../api/bookings-api.ts'
import { addMonths, monthOf } from '../dates/month-grid.ts'
import { formatDay } from '../format/moments.ts'
import { useLoad } from '../ui/use-load.ts'
import { partySize } from './draft.ts'
import { nearestOpenDays } from './nearest-days.ts'
import type { BookingFlow } from './use-booking.ts'

/** Shown when a day has no time left: the nearest days that have one. */
export function NearbyDays(props: { readonly flow: BookingFlow }) {
  const { draft } = props.flow
  const month = monthOf(draft.date)
  const days = [useMonth(props.flow, month), useMonth(props.flow, addMonths(month, 1))]
  const nearest = nearestOpenDays(days.flat(), draft.date)
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

function useMonth(flow: BookingFlow, month: string) {
  const { draft } = flow
  const question = {
    stationId: draft.stationId,
    month,
    partySize: Math.max(1, partySize(draft)),
    durationHours: draft.durationHours,
  }
  const loaded = useLoad(`calendar ${Object.values(question).join(' ')}`, (signal) =>
    showCalendar(question, signal),
  )
  return loaded.value?.items ?? []
}
