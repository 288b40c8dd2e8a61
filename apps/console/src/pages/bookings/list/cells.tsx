import type { BookingRow } from '@holdfast/bookings/contract'
import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { links } from '../../../data/links.ts'
import { formatDay, formatMoment, formatZonedTime } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { formatMoney } from '../../../format/money.ts'
import type { ColumnId } from '../filters/columns.ts'
import { classNames } from '../../../ui/class-names.ts'
import { StateInRow } from '../state-badge.tsx'
import { isOff, partyWords } from '../booking-words.ts'
import { guestName } from '../guest-name.ts'
import { usePrefetchBooking } from '../data/use-prefetch-booking.ts'
import { useBookingSearch } from './use-booking-search.ts'

interface CellProps {
  readonly row: BookingRow
  readonly isOpened: boolean
  readonly isSameDay: boolean
}

/** What stands in each column. */
export const cells: Readonly<Record<ColumnId, ComponentType<CellProps>>> = {
  guest: GuestLink,
  start: Start,
  state: ({ row }) => <StateInRow state={row.state} />,
  party: ({ row }) => <span title={partyWords(row.party)}>{row.partySize}</span>,
  station: ({ row }) => (
    <span title={row.stationName} className="block max-w-44 truncate">
      {row.stationName}
    </span>
  ),
  price: ({ row }) => formatMoney(row.price.total),
  reference: ({ row }) => <span className="font-mono text-12">{row.reference}</span>,
  created: Created,
}

// A day that goes on steps back, so that the eye finds where the next one begins.
function Start({ row, isSameDay }: CellProps) {
  return (
    <span className="flex gap-2">
      <span className={classNames('min-w-22', isSameDay && 'text-faint')}>
        {formatDay(row.date, useNow())}
      </span>
      <span className="text-soft">{formatZonedTime(row.startsAt, row.timeZone)}</span>
    </span>
  )
}

function Created({ row }: CellProps) {
  return (
    <time dateTime={row.createdAt} className="text-soft">
      {formatMoment(row.createdAt)}
    </time>
  )
}

/** The name of the guest, which opens the booking. Its data is fetched while one points at it. */
export function GuestLink({ row, isOpened }: Pick<CellProps, 'row' | 'isOpened'>) {
  const { search } = useBookingSearch()
  const prefetch = usePrefetchBooking(row.id)
  return (
    <Link
      {...links.booking(row.id, search)}
      {...prefetch}
      data-booking={row.id}
      aria-current={isOpened ? 'true' : undefined}
      title={guestName(row)}
      className="block truncate md:max-w-36 lg:max-w-52 xl:max-w-64 rounded-sm font-medium text-inherit hover:underline"
    >
      <span className={isOff(row.state) ? 'line-through decoration-1' : ''}>{guestName(row)}</span>
      {row.reference !== '' && <span className="sr-only">, {row.reference}</span>}
    </Link>
  )
}
