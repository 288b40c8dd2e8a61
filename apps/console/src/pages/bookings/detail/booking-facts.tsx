import type { BookingDetail } from '@holdfast/bookings/contract'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { addressLines } from '../../../format/address.ts'
import {
  formatDistance,
  formatLongDay,
  formatMoment,
  formatTimeIn,
  formatZonedTime,
  readersZone,
  sameClock,
  zoneName,
} from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { partyWords } from '../booking-words.ts'
import { leftToPay } from './deposit-words.ts'
import { PriceLines } from './price-lines.tsx'

/** What is agreed: when, where, who, what to mind, and the price. */
export function BookingFacts({ booking }: { readonly booking: BookingDetail }) {
  const { contact, venue, allergens, specialRequests, notices } = booking
  const now = useNow()
  return (
    <dl className="flex flex-col gap-3 border-b px-4 py-4 md:px-6">
      {allergens.length > 0 && (
        <Fact label="Allergies">
          <p className="flex gap-2 rounded bg-warning-wash px-3 py-2 font-medium text-warning">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            {allergens.join(', ')}
          </p>
        </Fact>
      )}
      <Fact label="When">
        <When booking={booking} />
      </Fact>
      <Fact label="Guests">
        {partyWords(booking.party)}
        {booking.partySize !== booking.party.adults && (
          <span className="text-faint"> · {booking.partySize} in all</span>
        )}
      </Fact>
      <Fact label="Where">
        <address className="not-italic">
          {addressLines(venue).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </address>
      </Fact>
      <Fact label="Station">{booking.stationName}</Fact>
      {specialRequests !== undefined && specialRequests !== '' && (
        <Fact label="Wishes">
          <p className="whitespace-pre-line">{specialRequests}</p>
        </Fact>
      )}
      <Fact label="Contact">
        <Copied text={contact.phone} what="phone number" />
        <Copied text={contact.email} what="e-mail address" />
      </Fact>
      <Fact label="Price">
        <PriceLines price={booking.price} left={leftToPay(booking)} />
      </Fact>
      {notices.map((notice) => (
        <Fact key={notice} label="Note">
          {notice}
        </Fact>
      ))}
      <Fact label="Booked">
        <time dateTime={booking.createdAt}>{formatMoment(booking.createdAt)}</time>
        <span className="text-faint"> · {formatDistance(booking.createdAt, now)}</span>
      </Fact>
    </dl>
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

function Copied({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className="-my-0.5 flex items-center gap-0.5">
      <span className="min-w-0 wrap-anywhere">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}

function When({ booking }: { readonly booking: BookingDetail }) {
  const { date, startsAt, endsAt, timeZone } = booking
  const now = useNow()
  const isElsewhere = !sameClock(timeZone, readersZone(), startsAt)
  return (
    <>
      <span className="block font-medium">{formatLongDay(date)}</span>
      <span className="block tabular-nums">
        {formatTimeIn(startsAt, timeZone)} to {formatZonedTime(endsAt, timeZone)}
        <span className="text-faint"> · {formatDistance(startsAt, now, { timeZone })}</span>
      </span>
      {isElsewhere && (
        <span className="block text-12 text-faint">
          {zoneName(timeZone, startsAt)}; for you {formatMoment(startsAt)}
        </span>
      )}
    </>
  )
}
