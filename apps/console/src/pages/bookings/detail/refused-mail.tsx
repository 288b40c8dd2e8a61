import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatMoment } from '../../../format/moments.ts'
import { Notice } from '../../../ui/notice.tsx'
import { lastRefusedMail } from './refused-mails.ts'

/** Says that a mail did not reach the guest, where whoever opens the booking sees it first. */
export function RefusedMail({ booking }: { readonly booking: BookingDetail }) {
  const refused = lastRefusedMail(booking)
  if (refused === undefined) return null
  return (
    <div className="px-4 pt-3 md:px-6">
      <Notice tone="warning" title="A mail did not reach the guest">
        <p className="text-soft">
          It was refused for good on <time dateTime={refused}>{formatMoment(refused)}</time>. Call
          the guest at {booking.contact.phone}, and check whether {booking.contact.email} is right.
        </p>
      </Notice>
    </div>
  )
}
