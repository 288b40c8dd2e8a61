import type { StoreRow } from '@holdfast/stores/contract'
import type { QueryClient } from '@tanstack/react-query'
import { toasts } from '../../../data/notify.ts'
import { storeQuery } from '../data/store-queries.ts'
import { newsOf } from './news-of.ts'

interface NewsParts {
  readonly storeId: string
  readonly queryClient: QueryClient
  /** Whether the page of the store is open, which says it by itself. */
  readonly isSeen: () => boolean
  readonly open: () => void
}

const told = new Map<string, string>()

/** Says what has become of a store, as it is now and once, unless its own page is open. */
export async function tellStoreNews(parts: NewsParts): Promise<void> {
  const { storeId, queryClient, isSeen, open } = parts
  const store = await readStore(queryClient, storeId)
  const news = store && newsOf(store)
  if (store === undefined || news === undefined || told.get(storeId) === store.changedAt) return
  told.set(storeId, store.changedAt)
  if (isSeen()) return
  toasts.show({ id: `store-${storeId}`, ...news, action: { label: 'Look', run: open } })
}

async function readStore(queryClient: QueryClient, id: string): Promise<StoreRow | undefined> {
  try {
    return await queryClient.fetchQuery({ ...storeQuery(id), staleTime: 0 })
  } catch {
    // No news is better than news of a failure that nobody asked about.
    return undefined
  }
}
