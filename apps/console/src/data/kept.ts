import { useSyncExternalStore } from 'react'

/** A text that this browser keeps, followed by all who show it, in all tabs. */
export interface Kept {
  readonly read: () => string | null
  readonly write: (text: string | null) => void
  readonly follow: (listener: () => void) => () => void
}

const changed = 'console:kept'

/** A browser may refuse to keep anything; then it is kept until the page is left. */
export function keptText(name: string): Kept {
  let memory: string | null = null
  const read = () => attempt(() => localStorage.getItem(name)) ?? memory
  return {
    read,
    write(text) {
      memory = text
      attempt(() =>
        text === null ? localStorage.removeItem(name) : localStorage.setItem(name, text),
      )
      dispatchEvent(new CustomEvent(changed))
    },
    follow(listener) {
      addEventListener(changed, listener)
      addEventListener('storage', listener)
      return () => {
        removeEventListener(changed, listener)
        removeEventListener('storage', listener)
      }
    },
  }
}

export function useKept(kept: Kept): string | null {
  return useSyncExternalStore(kept.follow, kept.read)
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
