import { followEvents } from '@holdfast/client'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSessionEnd } from '../session-end.ts'
import { meQuery, useMe } from '../session.ts'
import { affectedKeys, everyKey } from './affected-keys.ts'
import { gather } from './gather.ts'
import { keepFollowing } from './keep-following.ts'
import { liveEvents } from './live-events.ts'
import { liveStatus } from './live-status.ts'
import { lookAgainUnlessLive } from './look-again.ts'

/** Keeps what is shown up to date while somebody is signed in: pages change by themselves. */
export function useLive(): void {
  const queryClient = useQueryClient()
  const { organisation, person } = useMe()
  // Whoever switches to another business follows that one from then on.
  const whose = `${organisation?.id} ${person.id}`
  // Who signs in again above the page goes on following.
  const { hasEnded } = useSessionEnd()
  useEffect(
    () => (hasEnded ? undefined : follow(queryClient, whose)),
    [queryClient, whose, hasEnded],
  )
}

function follow(queryClient: QueryClient, _whose: string): () => void {
  const changed = gather<string>((keys) => {
    for (const key of keys) void queryClient.invalidateQueries({ queryKey: JSON.parse(key) })
  })
  const lookAtAll = () => changed.add(everyKey.map((key) => JSON.stringify(key)))
  const stopFollowing = keepFollowing({
    follow(onStatus) {
      const following = followEvents({
        onEvent(event) {
          changed.add(affectedKeys(event).map((key) => JSON.stringify(key)))
          liveEvents.tell(event)
        },
        onUnsure: lookAtAll,
        onStatus,
      })
      return () => following.close()
    },
    onStatus: (status) => liveStatus.set(status),
    isSignedIn: () => isSignedIn(queryClient),
  })
  const stopLooking = lookAgainUnlessLive(liveStatus, lookAtAll)
  return () => {
    stopFollowing()
    stopLooking()
    changed.stop()
    liveStatus.set('connecting')
  }
}

/** That nobody is signed in any more, whoever keeps the queries hears as well. */
async function isSignedIn(queryClient: QueryClient): Promise<boolean> {
  try {
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    return true
  } catch {
    return false
  }
}
