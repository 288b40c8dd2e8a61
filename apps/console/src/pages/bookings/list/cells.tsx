import type { BookingRow } from '@holdfast/bookings/contract'
import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { links } from '../../../data/links.ts'
import { formatDay, formatDistance, formatMoment, formatTimeIn } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { formatMoney } from '../../../format/money.ts'
import type { ColumnId } from '../filters/columns.ts'
import { StateBadge } from '../state-badge.tsx'
import { isOff, partyWords } from '../booking-words.ts'
import { usePrefetchBooking } from '../data/use-prefetch-booking.ts'
import { useBookingSearch } from './use-booking-search.ts'

interface CellProps {
  readonly row: BookingRow
  readonly isOpened: boolean
}

/** What stands in each column. */
export const cells: Readonly<Record<ColumnId, ComponentType<CellProps>>> = {
  guest: GuestLink,
  start: Start,
  state: ({ row }) => <StateBadge state={row.state} />,
  party: ({ row }) => <span title={partyWords(row.party)}>{row.partySize}</span>,
  station: ({ row }) => <span title={row.stationName}>{row.stationName}</span>,
  price: ({ row }) => formatMoney(row.price.total),
  reference: ({ row }) => <span className="font-mono text-12">{row.reference}</span>,
  created: Created,
}

function Start({ row }: CellProps) {
  return (
    <span className="flex gap-2">
      <span className="min-w-24">{formatDay(row.date, useNow())}</span>
      <span className="text-soft">{formatTimeIn(row.startsAt, row.timeZone)}</span>
    </span>
  )
}

function Created({ row }: CellProps) {
  return (
    <time dateTime={row.createdAt} title={formatMoment(row.createdAt)} className="text-soft">
      {formatDistance(row.createdAt, useNow())}
    </time>
  )
}

/** The name of the guest, which opens the booking. Its data is fetched while one points at it. */
export function GuestLink({ row, isOpened }: CellProps) {
  const { search } = useBookingSearch()
  const prefetch = usePrefetchBooking(row.id)
  return (
    <Link
      {...links.booking(row.id, search)}
      {...prefetch}
      data-booking={row.id}
      aria-current={isOpened ? 'true' : undefined}
      className="rounded-sm font-medium text-inherit hover:underline"
    >
      <span className={isOff(row.state) ? 'line-through decoration-1' : ''}>{row.name}</span>
      <span className="sr-only">, {row.reference}</span>
    </Link>
  )
}
