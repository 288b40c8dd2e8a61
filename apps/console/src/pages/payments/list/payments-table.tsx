import type { BookingRow } from '@holdfast/bookings/contract'
import type { PaymentRow } from '@holdfast/payments/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { links } from '../../../data/links.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { useNow } from '../../../format/use-now.ts'
import { classNames } from '../../../ui/class-names.ts'
import { givenBack, isWaiting } from '../payment-rules.ts'
import { PaymentStateBadge } from '../state-badge.tsx'
import { PaymentLink } from './payment-link.tsx'

interface PaymentsTableProps {
  readonly rows: readonly PaymentRow[]
  readonly bookings: ReadonlyMap<string, BookingRow>
  readonly openedId: string | undefined
}

const head =
  'sticky top-0 z-10 h-9 border-b bg-paper px-3 text-left text-12 font-medium whitespace-nowrap text-faint first:md:pl-(--gutter) last:md:pr-(--gutter)'
const cell = 'h-12 border-b px-3 first:md:pl-(--gutter) last:md:pr-(--gutter)'
/** What a phone, or a list beside an open payment, has no room for. */
const aside = (isBeside: boolean) => (isBeside ? 'hidden 2xl:table-cell' : 'hidden md:table-cell')

/** One row for each payment; all of it opens the payment. */
export function PaymentsTable({ rows, bookings, openedId }: PaymentsTableProps) {
  const extra = aside(openedId !== undefined)
  return (
    <table className="w-full border-separate border-spacing-0 tabular-nums">
      <caption className="sr-only">Payments, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            Guest
          </th>
          <th scope="col" className={head}>
            State
          </th>
          <th scope="col" className={classNames(head, 'text-right')}>
            Amount
          </th>
          <th scope="col" className={classNames(head, extra, 'text-right')}>
            Given back
          </th>
          <th scope="col" className={classNames(head, extra)}>
            Due
          </th>
          <th scope="col" className={classNames(head, extra)}>
            Asked for
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            booking={bookings.get(row.subject)}
            extra={extra}
            isOpened={row.id === openedId}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly row: PaymentRow
  readonly booking: BookingRow | undefined
  readonly extra: string
  readonly isOpened: boolean
}

function Row({ row, booking, extra, isOpened }: RowProps) {
  const now = useNow()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/payments' })
  const link = links.payment(row.id, search)
  const open = (event: MouseEvent<HTMLElement>) => {
    const isOnLink = event.target instanceof Element && event.target.closest('a') !== null
    if (!isOnLink && !event.metaKey && !event.ctrlKey) void navigate(link)
  }
  const isOff = row.state === 'closed' && row.paid.amount === 0
  return (
    // The link in the first cell is what keyboards and screen readers use.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      onClick={open}
      className={classNames(
        'cursor-default',
        isOpened ? 'bg-ember-wash/70' : 'hover:bg-sunk has-focus-visible:bg-sunk',
        isOff && 'text-faint',
      )}
    >
      <td className={cell}>
        <span className="block max-w-80">
          <PaymentLink row={row} booking={booking} isOpened={isOpened} />
        </span>
      </td>
      <td className={classNames(cell, 'whitespace-nowrap')}>
        <PaymentStateBadge state={row.state} />
      </td>
      <td className={classNames(cell, 'text-right')}>{formatMoney(row.amount)}</td>
      <td className={classNames(cell, extra, 'text-right')}>
        {givenBack(row) > 0 ? formatMoney({ ...row.amount, amount: givenBack(row) }) : ''}
      </td>
      <td className={classNames(cell, extra, 'whitespace-nowrap text-soft')}>
        {row.dueBy !== null && isWaiting(row) && (
          <time dateTime={row.dueBy}>{formatDistance(row.dueBy, now)}</time>
        )}
      </td>
      <td className={classNames(cell, extra, 'whitespace-nowrap text-soft')}>
        <time dateTime={row.createdAt}>{formatMoment(row.createdAt)}</time>
      </td>
    </tr>
  )
}
