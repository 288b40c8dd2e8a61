import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from './stores-api.ts'

const pageSize = 50

/**
 * What has happened to a store up to the event numbered `newest`, the newest page first. The
 * numbers have no gap, and what has happened never changes.
 */
export function pastEventsQuery(storeId: string, newest: number) {
  return infiniteQueryOptions({
    queryKey: ['store-events', storeId, newest] as const,
    async queryFn({ signal, pageParam }) {
      const after = Math.max(0, pageParam - pageSize)
      const limit = pageParam - after
      if (limit === 0) return { items: [], after }
      const { items } = await api.stores.listStoreEvents(
        { params: { id: storeId }, query: { after, limit } },
        { signal },
      )
      return { items, after }
    },
    initialPageParam: newest,
    getNextPageParam: ({ after }) => (after > 0 ? after : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
