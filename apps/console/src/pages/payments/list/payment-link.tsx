import type { BookingRow } from '@holdfast/bookings/contract'
import type { PaymentRow } from '@holdfast/payments/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { useNow } from '../../../format/use-now.ts'
import { paymentTitle } from '../payment-title.ts'

interface PaymentLinkProps {
  readonly row: PaymentRow
  readonly booking: BookingRow | undefined
  readonly isOpened: boolean
}

/** Whose payment it is, and for which dinner; it opens the payment. */
export function PaymentLink({ row, booking, isOpened }: PaymentLinkProps) {
  const search = useSearch({ from: '/shell/payments' })
  const { title, more } = paymentTitle(row, booking, useNow())
  return (
    <Link
      {...links.payment(row.id, search)}
      aria-current={isOpened ? 'true' : undefined}
      className="block min-w-0 rounded-sm hover:underline"
    >
      <span className="block truncate font-medium">{title}</span>
      {more !== '' && <span className="block truncate text-12 text-faint">{more}</span>}
    </Link>
  )
}
