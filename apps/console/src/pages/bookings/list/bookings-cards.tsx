import type { BookingRow } from '@holdfast/bookings/contract'
import { formatDay, formatZonedTime } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { classNames } from '../../../ui/class-names.ts'
import { counted, isOff } from '../booking-words.ts'
import { StateInRow } from '../state-badge.tsx'
import { GuestLink } from './cells.tsx'

/** The rows on a phone: two lines each, and all of it opens the booking. */
export function BookingsCards({ rows }: { readonly rows: readonly BookingRow[] }) {
  const now = useNow()
  return (
    <ul>
      {rows.map((row) => (
        <li
          key={row.id}
          className={classNames(
            'relative flex flex-col gap-0.5 border-b px-3 py-2.5 active:bg-sunk [&_a]:after:absolute [&_a]:after:inset-0',
            isOff(row.state) && 'text-faint',
          )}
        >
          <div className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate">
              <GuestLink row={row} isOpened={false} />
            </span>
            <StateInRow state={row.state} />
          </div>
          <p className="truncate text-12 text-faint tabular-nums">
            <span className={isOff(row.state) ? '' : 'text-soft'}>
              {formatDay(row.date, now)}, {formatZonedTime(row.startsAt, row.timeZone)}
            </span>{' '}
            · {counted(row.partySize, 'guest', 'guests')} · {row.stationName}
          </p>
        </li>
      ))}
    </ul>
  )
}
