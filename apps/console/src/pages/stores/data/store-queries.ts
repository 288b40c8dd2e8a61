import type { Phase, StoreRow } from '@holdfast/stores/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { isSettled } from '../store-words.ts'
import { statesOf } from '../store-views.ts'
import type { StoresSearch } from '../stores-search.ts'
import { api } from './stores-api.ts'

/** Whatever shows stores is kept below this; what has happened to one never changes and is not. */
export const storesKey = ['stores'] as const

const pageSize = 50
const movingMs = 4_000

interface Page {
  readonly items: readonly StoreRow[]
  readonly page: { readonly nextCursor?: string | undefined }
}

/** The stores, newest first, page after page; looked at again while one of them is on its way. */
export function storesQuery(search: StoresSearch) {
  const states: readonly Phase[] = statesOf(search)
  const { engine } = search
  return infiniteQueryOptions({
    queryKey: [...storesKey, 'list', states, engine ?? ''] as const,
    queryFn: ({ signal, pageParam }) =>
      api.stores.listStores(
        {
          query: {
            limit: pageSize,
            ...(states.length === 0 ? {} : { state: [...states] }),
            ...(engine === undefined ? {} : { engine }),
            ...(pageParam === '' ? {} : { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ page }: Page) => page.nextCursor,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => !items.every(isSettled)) === true && movingMs,
  })
}

export function storeQuery(storeId: string) {
  return queryOptions({
    queryKey: [...storesKey, 'one', storeId] as const,
    queryFn: ({ signal }) => api.stores.showStore({ params: { id: storeId } }, { signal }),
  })
}

export const enginesQuery = queryOptions({
  queryKey: [...storesKey, 'engines'] as const,
  queryFn: ({ signal }) => api.stores.listEngines(undefined, { signal }),
  staleTime: 10 * 60_000,
})

export const quotaQuery = queryOptions({
  queryKey: [...storesKey, 'quota'] as const,
  queryFn: ({ signal }) => api.stores.showQuota(undefined, { signal }),
})

const fleetMs = 5_000

/** All stores together. What other businesses do is told to nobody, so it is asked for. */
export const fleetQuery = queryOptions({
  queryKey: [...storesKey, 'fleet'] as const,
  queryFn: ({ signal }) => api.stores.showFleet(undefined, { signal }),
  refetchInterval: fleetMs,
})
