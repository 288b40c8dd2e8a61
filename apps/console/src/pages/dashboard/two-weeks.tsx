import { formatDay } from '../../format/moments.ts'
import { useNow } from '../../format/use-now.ts'
import { counted } from '../bookings/booking-words.ts'
import { Card } from './card.tsx'
import { DayBars } from './day-bars.tsx'
import { sumOf, type Day } from './dinners-by-day.ts'

interface TwoWeeksProps {
  readonly days: readonly Day[]
  /** False when there are more dinners than were asked for. */
  readonly isWhole: boolean
}

/** How full the next two weeks are. Who does not see the bars reads the days. */
export function TwoWeeks({ days, isWhole }: TwoWeeksProps) {
  const now = useNow()
  const { dinners, guests } = sumOf(days, days.length)
  return (
    <Card title="Next two weeks">
      <div className="px-4 py-3">
        <p className="text-soft">
          {dinners === 0
            ? 'No dinners ahead.'
            : `${counted(dinners, 'dinner', 'dinners')}, ${counted(guests, 'guest', 'guests')}.`}
          {!isWhole && ' There are more than are drawn here.'}
        </p>
        <DayBars days={days} />
        <ul className="sr-only">
          {days.map((day) => (
            <li key={day.date}>
              {formatDay(day.date, now)}: {counted(day.dinners, 'dinner', 'dinners') || 'no dinner'}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
