import type { BookingDetail } from '@holdfast/bookings/contract'
import { paid } from '../api/paying.ts'
import { guestWords } from '../flow/answers-summary.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { PriceLines } from '../flow/price-lines.tsx'
import { formatAddress } from '../format/address.ts'
import {
  formatDay,
  formatLastDay,
  formatTimeIn,
  readersZone,
  sameClock,
  zoneName,
} from '../format/moments.ts'
import { useLoad } from '../ui/use-load.ts'

/** What is being paid for, beside the way to pay it. */
export function PaySummary(props: {
  readonly booking: BookingDetail
  readonly access: KeptAccess
}) {
  const { booking } = props
  const facts = [
    ['Day', formatDay(booking.date)],
    ['Time', timeWords(booking)],
    ['Guests', guestWords(booking.party)],
    ['Table', formatAddress(booking.venue)],
    ['Reference', booking.reference],
  ] as const
  return (
    <aside class="pay-summary" aria-label="Your dinner">
      <h2>Your dinner</h2>
      <dl class="summary">
        {facts.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <PriceLines price={booking.price} travel={booking.travel} deposit={booking.deposit} />
      <RefundLine {...props} />
      {booking.state === 'pending' && (
        <p class="hint">
          {isPaying(booking) ? (
            <>
              Something not right? <a href="/booking?do=change">Change guests or wishes</a>; your
              payment goes on.
            </>
          ) : (
            <>
              Something not right? <a href="/book?step=review">Change it</a>; this time stays held
              until you book another.
            </>
          )}
        </p>
      )}
    </aside>
  )
}

// Who has sent money must not lose the time that it is for.
function isPaying({ deposit }: BookingDetail): boolean {
  return deposit?.state === 'processing' || deposit?.state === 'awaitingOffline'
}

// The clocks of the dinner; named where the reader's differ.
function timeWords({ startsAt, endsAt, timeZone }: BookingDetail): string {
  const span = `${formatTimeIn(startsAt, timeZone)} to ${formatTimeIn(endsAt, timeZone)}`
  if (sameClock(timeZone, readersZone(), startsAt)) return span
  return `${span}, ${zoneName(timeZone, startsAt)}`
}

/** Until when the money comes back, on the clocks of the dinner. */
function RefundLine(props: { readonly booking: BookingDetail; readonly access: KeptAccess }) {
  const { booking } = props
  const { bookingId: id, accessToken } = props.access
  const preview = useLoad(`refund ${id}`, (options) =>
    paid.previewRefund({ params: { id }, query: {} }, { ...options, accessToken }),
  )
  const endsAt = preview.value?.refundEndsAt
  if (endsAt === undefined) return null
  return (
    <p class="hint">
      {Date.parse(endsAt) > Date.now()
        ? `Cancel until ${formatLastDay(endsAt, booking.timeZone)} and you get all of the deposit back.`
        : 'This dinner is soon: once it is confirmed, the deposit is not given back when you cancel.'}
    </p>
  )
}
