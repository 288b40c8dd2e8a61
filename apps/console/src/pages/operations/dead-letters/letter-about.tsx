import type { DeadLetterOnWire } from '@holdfast/operations/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { formatMoney } from '../../../format/money.ts'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import { useBookingsOf } from '../../bookings/data/use-bookings-of.ts'
import { guestName } from '../../bookings/guest-name.ts'
import { paymentQuery } from '../../payments/data/payment-queries.ts'
import { idsIn } from './letter-words.ts'

/** What a failed job is about: the booking and its guest, and of a refund how much. */
export function LetterAbout({ letter }: { readonly letter: DeadLetterOnWire }) {
  const { bookingId, paymentId, refundId } = idsIn(letter.input)
  const { actions } = useMe()
  const { data: payment } = useQuery({
    ...paymentQuery(paymentId ?? ''),
    enabled: paymentId !== undefined && actions.includes('payments.read'),
  })
  const subject = bookingId ?? payment?.subject
  const booking = useBookingsOf(subject === undefined ? [] : [subject]).get(subject ?? '')
  const refund = payment?.refunds.find(({ id }) => id === refundId)
  if (subject === undefined && paymentId === undefined) return null
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      {refund !== undefined && (
        <span className="font-medium tabular-nums">{formatMoney(refund.amount)}</span>
      )}
      {subject !== undefined && (
        <Link {...links.booking(subject, { when: 'all' })} className={loneLinkStyle}>
          {booking === undefined
            ? 'Open the booking'
            : `${guestName(booking)}, ${booking.reference}`}
        </Link>
      )}
      {paymentId !== undefined && (
        <Link {...links.payment(paymentId)} className={loneLinkStyle}>
          Open the payment
        </Link>
      )}
    </p>
  )
}
