import { addMonths, monthOf } from '../dates/month-grid.ts'
import { formatDay } from '../format/moments.ts'
import { partySize } from './draft.ts'
import { nearestOpenDays } from './nearest-days.ts'
import type { Sought } from './sought.ts'
import { useMonth } from './use-month.ts'

/** Shown when a day has no time left: the nearest days that have one. */
export function NearbyDays(props: {
  readonly sought: Sought
  readonly date: string
  readonly onChoose: (date: string) => void
  readonly onMonth: () => void
}) {
  const { sought, date: wanted } = props
  const month = monthOf(wanted)
  const months = [useMonth(sought, month), useMonth(sought, addMonths(month, 1))]
  const days = months.flatMap(({ value }) => value?.items ?? [])
  const nearest = nearestOpenDays(days, wanted)
  return (
    <div class="nearby">
      <p role="status">
        Nothing is free on {formatDay(wanted)} for {sought.durationHours}{' '}
        {sought.durationHours === 1 ? 'hour' : 'hours'} and {partySize(sought)} guests.
        {nearest.length > 0 && ' These are the nearest days:'}
      </p>
      <div class="slots">
        {nearest.map((date) => (
          <button
            type="button"
            class="slot slot-day"
            key={date}
            onClick={() => props.onChoose(date)}
          >
            {formatDay(date)}
          </button>
        ))}
      </div>
      <button type="button" class="text-button" onClick={props.onMonth}>
        Look at the whole month
      </button>
    </div>
  )
}
