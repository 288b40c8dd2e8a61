import type { BookingRow } from '@holdfast/bookings/contract'
import { Link } from '@tanstack/react-router'
import type { ElementType } from 'react'
import { links } from '../../../data/links.ts'
import { formatDay, formatZonedTime } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { useNow } from '../../../format/use-now.ts'
import { counted } from '../../bookings/booking-words.ts'
import { StateInRow } from '../../bookings/state-badge.tsx'

interface CustomerBookingsProps {
  readonly bookings: readonly BookingRow[]
  readonly Heading: ElementType
}

/** Their bookings, the latest first; each opens among the bookings. */
export function CustomerBookings({ bookings, Heading }: CustomerBookingsProps) {
  const now = useNow()
  return (
    <section>
      <Heading className="mb-2 font-semibold">Bookings</Heading>
      <ul className="rounded border">
        {bookings.map((row) => (
          <li
            key={row.id}
            className="relative flex flex-col gap-0.5 border-b px-3 py-2.5 last:border-b-0 hover:bg-sunk has-focus-visible:bg-sunk"
          >
            <div className="flex items-center gap-2">
              <Link
                {...links.booking(row.id, { when: 'all' })}
                className="min-w-0 flex-1 truncate rounded-sm font-medium after:absolute after:inset-0"
              >
                {formatDay(row.date, now)}, {formatZonedTime(row.startsAt, row.timeZone)}
              </Link>
              <StateInRow state={row.state} />
            </div>
            <p className="truncate text-12 text-faint tabular-nums">
              {row.reference !== '' && <span className="font-mono">{row.reference} · </span>}
              {counted(row.partySize, 'guest', 'guests')} · {formatMoney(row.price.total)} ·{' '}
              {row.stationName}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
