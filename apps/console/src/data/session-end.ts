import { isCallError } from '@holdfast/client'
import { createContext, useContext, useSyncExternalStore } from 'react'

/** Whether an answer says that nobody is signed in, or no longer. */
export function saysSignedOut(error: unknown): boolean {
  return isCallError(error) && error.kind === 'problem' && error.code === 'request.unauthenticated'
}

/** Whether the session ended while the console was open. Told once; over after signing in again. */
export interface SessionEnd {
  read(): boolean
  follow(listener: () => void): () => void
  set(hasEnded: boolean): void
}

export function createSessionEnd(): SessionEnd {
  const listeners = new Set<() => void>()
  let hasEnded = false
  return {
    read: () => hasEnded,
    follow(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(next) {
      if (next === hasEnded) return
      hasEnded = next
      for (const listener of listeners) listener()
    },
  }
}

export const SessionEndContext = createContext<SessionEnd>(createSessionEnd())

export function useSessionEnd() {
  const sessionEnd = useContext(SessionEndContext)
  const hasEnded = useSyncExternalStore(sessionEnd.follow, sessionEnd.read)
  return { hasEnded, goOn: () => sessionEnd.set(false) }
}
