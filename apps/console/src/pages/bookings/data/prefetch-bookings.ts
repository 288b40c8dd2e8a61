import type { QueryClient } from '@tanstack/react-query'
import { mayPrefetch } from '../../../data/may-prefetch.ts'
import { meQuery } from '../../../data/session.ts'
import type { BookingSearch } from '../filters/booking-search.ts'
import { bookingsQuery } from './booking-queries.ts'

interface Arrival {
  readonly context: { readonly queryClient: QueryClient }
  readonly deps: BookingSearch
  /** A link is only being pointed at. */
  readonly preload: boolean
}

/** Asks for the rows while the page itself is still on its way, and when a link is pointed at. */
export function prefetchBookings({ context, deps, preload }: Arrival): void {
  if (preload && !mayPrefetch()) return
  const { queryClient } = context
  const me = queryClient.getQueryData(meQuery.queryKey)
  if (me?.actions.includes('bookings.list')) void queryClient.prefetchQuery(bookingsQuery(deps))
}
