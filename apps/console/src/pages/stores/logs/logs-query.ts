import { queryOptions } from '@tanstack/react-query'
import { api } from '../data/stores-api.ts'

const followMs = 4_000
const lines = 200

/** The last lines that a shop has written, again and again while somebody follows them. */
export function logsQuery(storeId: string, isFollowing: boolean) {
  return queryOptions({
    queryKey: ['store-logs', storeId] as const,
    queryFn: ({ signal }) =>
      api.stores.showStoreLogs({ params: { id: storeId }, query: { lines } }, { signal }),
    refetchInterval: isFollowing ? followMs : false,
  })
}
