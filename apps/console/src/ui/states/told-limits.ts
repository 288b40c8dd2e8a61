import { useEffect, useSyncExternalStore } from 'react'

let places = 0
const listeners = new Set<() => void>()

/** Says that a wait counts down right here, so that the banner above does not say it again. */
export function useTellLimit(): void {
  useEffect(() => {
    change(1)
    return () => change(-1)
  }, [])
}

/** Whether some place tells how long to wait. */
export function useIsLimitTold(): boolean {
  return useSyncExternalStore(follow, () => places > 0)
}

function change(by: number): void {
  places += by
  for (const listener of listeners) listener()
}

function follow(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
