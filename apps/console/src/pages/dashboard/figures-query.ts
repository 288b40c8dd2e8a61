import { queryOptions } from '@tanstack/react-query'
import { bookingsKey } from '../bookings/data/booking-queries.ts'
import { api } from './dashboard-api.ts'

/** The figures of every station within reach, at most half a minute old. */
export const figuresQuery = queryOptions({
  // Below the list, so that whatever renews the list renews this.
  queryKey: [...bookingsKey, 'list', 'figures'] as const,
  queryFn: ({ signal }) => api.bookings.showDashboard(undefined, { signal }),
  refetchInterval: 60_000,
})
