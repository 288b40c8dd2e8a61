import type { BookingDetail } from '@holdfast/bookings/contract'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { formatDistance } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { useNow } from '../../../format/use-now.ts'
import { Badge } from '../../../ui/badge.tsx'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import { depositWords, keptOf } from './deposit-words.ts'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { whyNoneIsDue } from './deposit-due.ts'

const Movements = lazy(() =>
  import('../../payments/parts/movements.tsx').then((module) => ({ default: module.Movements })),
)

type Deposit = NonNullable<BookingDetail['deposit']>

/** The deposit: how it stands, how it was paid, and what went back. Nothing where none is asked. */
export function BookingDeposit({ booking }: { readonly booking: BookingDetail }) {
  const { deposit } = booking
  if (deposit === undefined) return null
  return <Shown booking={{ ...booking, deposit }} whyNone={whyNoneIsDue(booking)} />
}

interface ShownProps {
  readonly booking: BookingDetail & { readonly deposit: Deposit }
  readonly whyNone: string | undefined
}

function Shown({ booking, whyNone }: ShownProps) {
  const { Part } = usePanelHeadings()
  const { actions } = useMe()
  const now = useNow()
  const { amount, state, paid, refunded, dueBy, paymentId } = booking.deposit
  const { label, tone } = depositWords(booking)
  const kept = keptOf(booking)
  const mayRead = actions.includes('payments.read')
  return (
    <section aria-labelledby="deposit" className="flex flex-col gap-3 border-b px-4 py-4 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Part id="deposit" className="font-semibold">
          Deposit
        </Part>
        <Badge tone={tone}>{label}</Badge>
        {mayRead && (
          <Link {...links.payment(paymentId)} className={`${loneLinkStyle} ml-auto`}>
            Open the payment
          </Link>
        )}
      </div>
      <p className="text-soft tabular-nums">
        {formatMoney(paid)} of {formatMoney(amount)} paid
        {refunded.amount > 0 && `, ${formatMoney(refunded)} given back`}
        {kept !== undefined && kept.amount > 0 && `, ${formatMoney(kept)} kept`}
        {dueBy !== undefined && state !== 'paid' && state !== 'closed' && (
          <>
            , due <time dateTime={dueBy}>{formatDistance(dueBy, now)}</time>
          </>
        )}
        .
      </p>
      {whyNone !== undefined && <p className="text-soft">{whyNone}</p>}
      <Suspense>
        {mayRead && <Movements paymentId={paymentId} Heading={Part === 'h2' ? 'h3' : 'h4'} />}
      </Suspense>
    </section>
  )
}
