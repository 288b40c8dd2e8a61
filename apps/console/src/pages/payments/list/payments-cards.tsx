import type { BookingRow } from '@holdfast/bookings/contract'
import type { PaymentRow } from '@holdfast/payments/contract'
import { formatDistance } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { useNow } from '../../../format/use-now.ts'
import { PaymentStateBadge } from '../state-badge.tsx'
import { givenBack, isWaiting } from '../payment-rules.ts'
import { PaymentLink } from './payment-link.tsx'

interface PaymentsCardsProps {
  readonly rows: readonly PaymentRow[]
  readonly bookings: ReadonlyMap<string, BookingRow>
}

/** The payments on a phone: who, how much and how it stands; all of it opens the payment. */
export function PaymentsCards({ rows, bookings }: PaymentsCardsProps) {
  const now = useNow()
  return (
    <ul>
      {rows.map((row) => (
        <li
          key={row.id}
          className="relative flex flex-col gap-1 border-b px-3 py-2.5 active:bg-sunk [&_a]:after:absolute [&_a]:after:inset-0"
        >
          <div className="flex items-start justify-between gap-3">
            <PaymentLink row={row} booking={bookings.get(row.subject)} isOpened={false} />
            <span className="font-medium tabular-nums">{formatMoney(row.amount)}</span>
          </div>
          <p className="flex flex-wrap items-center gap-x-2 text-12 text-faint tabular-nums">
            <PaymentStateBadge state={row.state} />
            {givenBack(row) > 0 && (
              <span>{formatMoney({ ...row.amount, amount: givenBack(row) })} given back</span>
            )}
            {row.dueBy !== null && isWaiting(row) && (
              <span>
                due <time dateTime={row.dueBy}>{formatDistance(row.dueBy, now)}</time>
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
