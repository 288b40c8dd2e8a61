import type { CustomerRow } from '@holdfast/bookings/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { classNames } from '../../../ui/class-names.ts'
import { counted } from '../../bookings/booking-words.ts'

interface CustomerRowsProps {
  readonly rows: readonly CustomerRow[]
  readonly openedId: string | undefined
}

/** A line for each, and all of it opens the customer. */
export function CustomerRows({ rows, openedId }: CustomerRowsProps) {
  const search = useSearch({ from: '/shell/customers' })
  const now = useNow()
  return (
    <ul>
      {rows.map(({ id, name, bookings, lastBookedAt }) => (
        <li
          key={id}
          className={classNames(
            'relative flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b px-3 py-2.5 md:px-(--gutter)',
            id === openedId ? 'bg-ember-wash/70' : 'hover:bg-sunk has-focus-visible:bg-sunk',
          )}
        >
          <Link
            {...links.customer(id, search)}
            data-customer={id}
            aria-current={id === openedId ? 'true' : undefined}
            className="min-w-0 basis-full truncate rounded-sm font-medium after:absolute after:inset-0 md:flex-1 md:basis-48"
          >
            {name}
          </Link>
          <span className="text-12 text-soft tabular-nums md:w-28 md:text-14">
            {counted(bookings, 'booking', 'bookings')}
          </span>
          <span className="text-12 text-faint md:w-44 md:text-14">
            last booked{' '}
            <time dateTime={lastBookedAt} title={formatMoment(lastBookedAt)}>
              {formatDistance(lastBookedAt, now)}
            </time>
          </span>
        </li>
      ))}
    </ul>
  )
}
