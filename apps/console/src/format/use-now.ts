import { useSyncExternalStore } from 'react'

const tickMs = 30_000

let now = new Date()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** The time of now, to half a minute. All that show it change together. */
export function useNow(): Date {
  return useSyncExternalStore(follow, () => now)
}

function follow(listener: () => void): () => void {
  if (listeners.size === 0) start()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

function start(): void {
  now = new Date()
  timer = setInterval(() => {
    now = new Date()
    for (const listener of listeners) listener()
  }, tickMs)
}
