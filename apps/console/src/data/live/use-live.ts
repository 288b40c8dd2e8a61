import { followEvents } from '@holdfast/client'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSessionEnd } from '../session-end.ts'
import { meKey, useMe } from '../session.ts'
import { affectedKeys, everyKey } from './affected-keys.ts'
import { gather } from './gather.ts'
import { liveStatus } from './live-status.ts'

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
  const following = followEvents({
    onEvent: (event) => changed.add(affectedKeys(event).map((key) => JSON.stringify(key))),
    onUnsure: () => changed.add(everyKey.map((key) => JSON.stringify(key))),
    onStatus(status) {
      liveStatus.set(status)
      // The service refuses: whether the session has ended, it says when it is asked.
      if (status === 'ended') void queryClient.invalidateQueries({ queryKey: meKey })
    },
  })
  return () => {
    following.close()
    changed.stop()
    liveStatus.set('connecting')
  }
}
