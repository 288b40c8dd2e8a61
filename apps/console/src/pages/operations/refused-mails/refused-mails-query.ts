import { queryOptions } from '@tanstack/react-query'
import { bookingsKey } from '../../bookings/data/booking-queries.ts'
import { api } from '../operations-api.ts'

const days = 14
const dayMs = 86_400_000
/** More than these in two weeks, and something is wrong with the mail server itself. */
const mostShown = 50

/** The mails about bookings that were refused for good in the last two weeks, newest first. */
export function refusedMailsQuery(today: string) {
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString()
  return queryOptions({
    // Below the list of bookings: it is renewed when an event says that a mail was refused.
    queryKey: [...bookingsKey, 'list', 'refused-mails', today] as const,
    queryFn: ({ signal }) =>
      api.operations.listAuditTrail(
        { query: { type: 'booking.mailRefused', from, limit: mostShown } },
        { signal },
      ),
  })
}
