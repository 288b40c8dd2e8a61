import { waitlistRoutes } from '@holdfast/bookings/contract'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { createApi } from '../../../data/create-api.ts'
import { waitlistQueryOf, type WaitlistSearch } from '../waitlist-search.ts'

/** Every operation of the waitlist. */
export const api = createApi(
  { bookings: waitlistRoutes },
  {
    'bookings.waitIsOver': {
      title: 'This wait is over already',
      text: 'They booked, said no or left meanwhile. The list shows how it ended.',
    },
  },
)

/** Whatever shows the waitlist is kept below this. */
export const waitlistKey = ['waitlist'] as const

const pageSize = 50

/** Who waits, the newest first, page after page. */
export function waitlistQuery(search: WaitlistSearch) {
  const wanted = waitlistQueryOf(search)
  return infiniteQueryOptions({
    queryKey: [...waitlistKey, 'list', wanted] as const,
    queryFn: ({ signal, pageParam }) =>
      api.bookings.listWaitlist(
        {
          query: { ...wanted, limit: pageSize, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ page }) => page.nextCursor,
  })
}
