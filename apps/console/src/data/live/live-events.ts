import type { LiveEvent } from '@holdfast/client'

type Listener = (event: LiveEvent) => void

const listeners = new Set<Listener>()

/** Every event that the console is told of, for what does more than read something anew. */
export const liveEvents = {
  follow(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  tell(event: LiveEvent): void {
    for (const listener of listeners) listener(event)
  },
}
