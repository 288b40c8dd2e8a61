import type { PaymentDetail } from '@holdfast/payments/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { links } from '../../../data/links.ts'
import { formatDay, formatDistance, formatMoment } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { useNow } from '../../../format/use-now.ts'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import { useBookingsOf } from '../../bookings/data/use-bookings-of.ts'
import { guestName } from '../../bookings/guest-name.ts'
import { titleOf } from '../payment-words.ts'

/** The amounts and the days of a payment. What is nothing is left out. */
export function PaymentFacts({ payment }: { readonly payment: PaymentDetail }) {
  const { paid, refunding, refunded, disputed, refundable, dueBy, settledAt, state } = payment
  const booking = useBookingsOf([payment.subject]).get(payment.subject)
  const now = useNow()
  const isWaiting = state !== 'settled' && state !== 'closed'
  return (
    <dl className="flex flex-col gap-2 border-b px-4 py-4 tabular-nums md:px-6">
      <Fact label="For">
        <Link {...links.booking(payment.subject)} className={loneLinkStyle}>
          {titleOf(payment)}
        </Link>
        {booking !== undefined && (
          <span className="block text-soft">
            {guestName(booking)}, dinner {formatDay(booking.date, now)}
          </span>
        )}
      </Fact>
      <Fact label="Paid">{formatMoney(paid)}</Fact>
      {refunding.amount > 0 && <Fact label="Going back">{formatMoney(refunding)}</Fact>}
      {refunded.amount > 0 && <Fact label="Given back">{formatMoney(refunded)}</Fact>}
      {disputed.amount > 0 && <Fact label="Disputed">{formatMoney(disputed)}</Fact>}
      {paid.amount > 0 && <Fact label="Refundable">{formatMoney(refundable)}</Fact>}
      {dueBy !== null && isWaiting && <Fact label="Due">{<Moment at={dueBy} />}</Fact>}
      {settledAt !== null && (
        <Fact label="Paid on">
          <Moment at={settledAt} />
          {payment.late && (
            <span className="block text-warning">After its time was over, so it came late.</span>
          )}
        </Fact>
      )}
      <Fact label="Asked for">
        <Moment at={payment.createdAt} />
      </Fact>
    </dl>
  )
}

function Moment({ at }: { readonly at: string }) {
  const now = useNow()
  return (
    <>
      <time dateTime={at}>{formatMoment(at)}</time>
      <span className="text-faint"> · {formatDistance(at, now)}</span>
    </>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-4">
      <dt className="text-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
