import { followStream, type FollowStatus } from '@holdfast/client'
import type { StoreEvent } from '@holdfast/stores/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { gather } from '../../../data/live/gather.ts'
import { withEvents } from '../events/merge-events.ts'
import { storeAfter } from './store-after.ts'
import { storeQuery } from './store-queries.ts'

/** What has happened to a store since it was opened, and whether the page is told of more. */
interface StoreStream {
  readonly events: readonly StoreEvent[]
  readonly status: FollowStatus
}

/**
 * Follows a store from behind the event numbered `after`. What an event says of the steps is shown
 * at once; the rest of the store is read anew, a moment later and not more often than every three
 * seconds. `onAnew` is told when what has happened is not so any more: all of it comes again.
 */
export function useStoreStream(
  storeId: string,
  { after, onAnew }: { readonly after: number; onAnew(): void },
): StoreStream {
  const queryClient = useQueryClient()
  const [events, setEvents] = useState<readonly StoreEvent[]>([])
  const [status, setStatus] = useState<FollowStatus>('connecting')
  useEffect(() => {
    const { queryKey } = storeQuery(storeId)
    const changed = gather<string>(() => void queryClient.invalidateQueries({ queryKey }))
    const following = followStream<StoreEvent>(
      { path: `/stores/${storeId}/events/stream`, after },
      {
        onEvent(event) {
          setEvents((before) => withEvents(before, [event]))
          queryClient.setQueryData(queryKey, (store) => store && storeAfter(store, event))
          changed.add([storeId])
        },
        onAnew() {
          setEvents([])
          changed.add([storeId])
          onAnew()
        },
        onStatus: setStatus,
      },
    )
    return () => {
      following.close()
      changed.stop()
    }
  }, [queryClient, storeId, after, onAnew])
  return { events, status }
}
