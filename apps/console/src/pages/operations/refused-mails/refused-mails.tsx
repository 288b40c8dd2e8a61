import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { formatDistance, formatMoment, localDateOf } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import { useBookingsOf } from '../../bookings/data/use-bookings-of.ts'
import { guestName } from '../../bookings/guest-name.ts'
import { refusedMailsQuery } from './refused-mails-query.ts'

/** The mails that no server took: no job is left to try again, but somebody should call. */
export function RefusedMails() {
  const now = useNow()
  const { actions } = useMe()
  const { data } = useQuery({
    ...refusedMailsQuery(localDateOf(now)),
    enabled: actions.includes('audit.read'),
  })
  const refused = data?.items ?? []
  const bookings = useBookingsOf(refused.flatMap(({ subject }) => subject ?? []))
  if (refused.length === 0) return null
  return (
    <section aria-labelledby="refused-mails" className="mt-8">
      <h2 id="refused-mails" className="font-semibold">
        Mails that were refused
      </h2>
      <p className="mt-1 mb-3 max-w-2xl text-soft">
        In the last two weeks. The address does not take mails, so trying again does not help: call
        the guest.
      </p>
      <ul className="rounded border bg-raised">
        {refused.map(({ id, at, subject = '' }) => {
          const booking = bookings.get(subject)
          return (
            <li
              key={id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 border-b px-4 py-2.5 last:border-b-0"
            >
              <Link {...links.booking(subject, { when: 'all' })} className={loneLinkStyle}>
                {booking === undefined
                  ? 'Open the booking'
                  : `${guestName(booking)}, ${booking.reference}`}
              </Link>
              <span className="text-12 text-faint tabular-nums">
                <time dateTime={at}>{formatMoment(at)}</time> · {formatDistance(at, now)}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
