import type { BookingDetail } from '@holdfast/bookings/contract'
import { guestWords } from '../flow/answers-summary.ts'
import { formatAddress } from '../format/address.ts'
import { formatDay, formatTimeIn, readersZone, sameClock, zoneName } from '../format/moments.ts'
import { CopyButton } from '../ui/copy-button.tsx'

export function BookingFacts(props: { readonly booking: BookingDetail }) {
  const { booking } = props
  return (
    <dl class="review">
      <Fact label="Reference">
        <div class="reference">
          <strong>{booking.reference}</strong>
          <CopyButton text={booking.reference} what="reference" />
        </div>
      </Fact>
      <Fact label="Day">{formatDay(booking.date)}</Fact>
      <Fact label="Time">{timeWords(booking)}</Fact>
      <Fact label="Guests">{guestWords(booking.party)}</Fact>
      {booking.menu && (
        <Fact label="Dishes">
          <span>
            {booking.menu.proteins.map(({ name, portions }) => `${portions} × ${name}`).join(', ')}
          </span>
          <span>
            {booking.menu.addOns.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')}
          </span>
        </Fact>
      )}
      <Fact label="Table">{formatAddress(booking.venue)}</Fact>
      <Fact label="Contact">
        <span>{booking.contact.name}</span>
        <span>{booking.contact.email}</span>
        <span>{booking.contact.phone}</span>
      </Fact>
      {booking.allergens.length > 0 && (
        <Fact label="Allergies">{booking.allergens.join(', ')}</Fact>
      )}
      {booking.specialRequests !== undefined && (
        <Fact label="Wishes">{booking.specialRequests}</Fact>
      )}
    </dl>
  )
}

function Fact(props: { readonly label: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

function timeWords({ startsAt, endsAt, timeZone }: BookingDetail): string {
  const span = `${formatTimeIn(startsAt, timeZone)} to ${formatTimeIn(endsAt, timeZone)}`
  const isElsewhere = !sameClock(timeZone, readersZone(), startsAt)
  return isElsewhere ? `${span}, ${zoneName(timeZone, startsAt)}` : span
}
