import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { links } from '../data/links.ts'
import { liveEvents } from '../data/live/live-events.ts'
import { useMe } from '../data/session.ts'

/** Older than this nobody waits for it any more: the pages say it. */
const freshMs = 10 * 60_000

/** Says on every page what has become of a store. How it is said comes with the first news. */
export function useStoreNews(): void {
  const queryClient = useQueryClient()
  const router = useRouter()
  const isTold = useMe().actions.includes('stores.read')
  useEffect(() => {
    if (!isTold) return undefined
    return liveEvents.follow(({ type, subject, happenedAt }) => {
      if (type !== 'store.phaseChanged' || subject === undefined) return
      if (Date.now() - Date.parse(happenedAt) > freshMs) return
      void import('../pages/stores/news/tell-store-news.ts').then(({ tellStoreNews }) =>
        tellStoreNews({
          storeId: subject,
          queryClient,
          isSeen: () => router.state.location.pathname.endsWith(`/stores/${subject}`),
          open: () => void router.navigate(links.store(subject)),
        }),
      )
    })
  }, [isTold, queryClient, router])
}
