import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links } from '../../data/links.ts'
import { formatDistance } from '../../format/moments.ts'
import { formatMoney } from '../../format/money.ts'
import { useNow } from '../../format/use-now.ts'
import { Failure } from '../../ui/states/failure.tsx'
import { loneLinkStyle } from '../../ui/text-link-style.ts'
import { useBookingsOf } from '../bookings/data/use-bookings-of.ts'
import { paymentTitle } from '../payments/payment-title.ts'
import { PaymentStateBadge } from '../payments/state-badge.tsx'
import { Card } from './card.tsx'
import { depositsDueQuery } from '../payments/data/payment-queries.ts'

/** The deposits that nobody has paid yet, newest first. */
export function DepositsDue() {
  const { data, error, refetch } = useQuery(depositsDueQuery())
  const now = useNow()
  const bookings = useBookingsOf(data?.items.map(({ subject }) => subject) ?? [])
  const rows = data?.items.map((row) => ({
    row,
    ...paymentTitle(row, bookings.get(row.subject), now),
  }))
  return (
    <Card
      title="Deposits due"
      link={
        <Link {...links.payments({ show: 'due' })} className={loneLinkStyle}>
          All due
        </Link>
      }
    >
      {data === undefined && error !== null && (
        <Failure error={error} retry={() => void refetch()} />
      )}
      {data?.items.length === 0 && (
        <p className="px-4 py-6 text-soft">Nothing is due. Everybody has paid.</p>
      )}
      <ul>
        {rows?.map(({ row, title, more }) => (
          <li
            key={row.id}
            className="relative flex flex-col gap-0.5 border-b px-4 py-2.5 last:border-b-0 hover:bg-sunk has-focus-visible:bg-sunk"
          >
            <div className="flex items-center gap-2">
              <Link
                {...links.payment(row.id)}
                className="min-w-0 flex-1 truncate rounded-sm font-medium after:absolute after:inset-0"
              >
                {title}
              </Link>
              <PaymentStateBadge state={row.state} />
            </div>
            {more !== '' && <p className="truncate text-12 text-faint">{more}</p>}
            <p className="text-12 text-faint tabular-nums">
              <span className="text-soft">{formatMoney(row.amount)}</span>
              {row.dueBy !== null && (
                <>
                  {' '}
                  · due <time dateTime={row.dueBy}>{formatDistance(row.dueBy, now)}</time>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
