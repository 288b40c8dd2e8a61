import type { Dashboard } from '@holdfast/bookings/contract'
import { Card } from './card.tsx'
import { counted } from '../bookings/booking-words.ts'
import { dinnersIn } from './sum-figures.ts'

/** How much of its hours each station is booked this week. */
export function StationsWeek({ figures }: { readonly figures: Dashboard }) {
  return (
    <Card title="Stations this week">
      <ul>
        {figures.stations.map(({ stationId, stationName, week }) => (
          <li key={stationId} className="border-b px-4 py-2.5 last:border-b-0">
            <p className="flex justify-between gap-3">
              <span className="min-w-0 truncate font-medium">{stationName}</span>
              <span className="text-soft tabular-nums">{shareOf(week.utilisation)}</span>
            </p>
            <div aria-hidden className="my-1.5 h-1.5 overflow-hidden rounded-full bg-sunk">
              <div className="h-full rounded-full bg-ember" style={widthOf(week.utilisation)} />
            </div>
            <p className="text-12 text-faint tabular-nums">
              {counted(dinnersIn(week), 'dinner', 'dinners') || 'No dinner'},{' '}
              {Math.round(week.allocatedHours)} of {Math.round(week.openHours)} hours
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function shareOf(utilisation: number | null): string {
  if (utilisation === null) return 'No teams'
  return utilisation.toLocaleString(undefined, { style: 'percent' })
}

function widthOf(utilisation: number | null): { readonly width: string } {
  return { width: `${Math.min(100, Math.round((utilisation ?? 0) * 100))}%` }
}
