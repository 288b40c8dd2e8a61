import type { BookingRow } from '@holdfast/bookings/contract'
import { Link } from '@tanstack/react-router'
import { links } from '../../data/links.ts'
import { formatDay, formatZonedTime } from '../../format/moments.ts'
import { useNow } from '../../format/use-now.ts'
import { loneLinkStyle } from '../../ui/text-link-style.ts'
import { counted } from '../bookings/booking-words.ts'
import { guestName } from '../bookings/guest-name.ts'
import { StateInRow } from '../bookings/state-badge.tsx'
import { Card } from './card.tsx'

const shown = 5

/** The dinners that come next. */
export function NextDinners({ rows }: { readonly rows: readonly BookingRow[] }) {
  const now = useNow()
  const next = rows
    .filter(({ endsAt, state }) => state !== 'completed' && new Date(endsAt) > now)
    .slice(0, shown)
  return (
    <Card
      title="Next dinners"
      link={
        <Link {...links.bookings()} className={loneLinkStyle}>
          All bookings
        </Link>
      }
    >
      {next.length === 0 && (
        <p className="px-4 py-6 text-soft">
          No dinners in the next two weeks. What guests book on the site appears here.
        </p>
      )}
      <ul>
        {next.map((row) => (
          <li
            key={row.id}
            className="relative flex flex-col gap-0.5 border-b px-4 py-2.5 last:border-b-0 hover:bg-sunk has-focus-visible:bg-sunk"
          >
            <div className="flex items-center gap-2">
              <Link
                {...links.booking(row.id)}
                className="min-w-0 flex-1 truncate rounded-sm font-medium after:absolute after:inset-0"
              >
                {guestName(row)}
              </Link>
              <StateInRow state={row.state} />
            </div>
            <p className="truncate text-12 text-faint tabular-nums">
              <span className="text-soft">
                {formatDay(row.date, now)}, {formatZonedTime(row.startsAt, row.timeZone)}
              </span>{' '}
              · {counted(row.partySize, 'guest', 'guests')} · {row.stationName}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
