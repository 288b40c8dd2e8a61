import type { FollowStatus } from '@holdfast/client'
import { useSyncExternalStore } from 'react'

export interface LiveStatus {
  read(): FollowStatus
  follow(listener: () => void): () => void
  set(status: FollowStatus): void
}

export function createLiveStatus(): LiveStatus {
  const listeners = new Set<() => void>()
  let current: FollowStatus = 'connecting'
  return {
    read: () => current,
    follow(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(next) {
      if (next === current) return
      current = next
      for (const listener of listeners) listener()
    },
  }
}

/** Whether the console is told of what happens; one stream serves all of its pages. */
export const liveStatus = createLiveStatus()

export function useLiveStatus(): FollowStatus {
  return useSyncExternalStore(liveStatus.follow, liveStatus.read)
}
