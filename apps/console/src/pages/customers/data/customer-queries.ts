import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { searchedText } from '../../bookings/filters/booking-query.ts'
import type { CustomersSearch } from '../customers-search.ts'
import { api } from './customers-api.ts'

/** Whatever shows customers is kept below this. */
export const customersKey = ['customers'] as const

const pageSize = 50

/** The customers, the newest first, page after page. */
export function customersQuery({ q }: CustomersSearch) {
  return infiniteQueryOptions({
    queryKey: [...customersKey, 'list', q ?? ''] as const,
    queryFn: ({ signal, pageParam }) =>
      api.bookings.listCustomers(
        {
          query: {
            limit: pageSize,
            ...(q === undefined ? {} : searchedText(q)),
            ...(pageParam === '' ? {} : { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ page }) => page.nextCursor,
  })
}

/** One customer with bookings and notes. */
export function customerQuery(customerId: string) {
  return queryOptions({
    queryKey: [...customersKey, 'one', customerId] as const,
    queryFn: ({ signal }) => api.bookings.showCustomer({ params: { id: customerId } }, { signal }),
  })
}
