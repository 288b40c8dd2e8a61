import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from './credits-api.ts'

/** Whatever shows credits is kept below this. */
export const creditsKey = ['credits'] as const

const pageSize = 50

export const creditsQuery = queryOptions({
  queryKey: [...creditsKey, 'account'] as const,
  queryFn: ({ signal }) => api.credits.showCredits(undefined, { signal }),
})

/** How the credits have moved, newest first, page after page. */
export const statementQuery = infiniteQueryOptions({
  queryKey: [...creditsKey, 'statement'] as const,
  queryFn: ({ signal, pageParam }) =>
    api.credits.listCreditMovements(
      { query: { limit: pageSize, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
      { signal },
    ),
  initialPageParam: '',
  getNextPageParam: ({ page }) => page.nextCursor,
})

const askEveryMs = 3_000

/** The payment of a pack, asked again until it has come to an end. */
export function topUpQuery(paymentId: string) {
  return queryOptions({
    queryKey: [...creditsKey, 'top-up', paymentId] as const,
    queryFn: ({ signal }) => api.paying.showPayment({ params: { id: paymentId } }, { signal }),
    refetchInterval: ({ state }) => {
      const isOver = state.data?.state === 'settled' || state.data?.state === 'closed'
      return isOver ? false : askEveryMs
    },
  })
}
