import type { ConcurrencyRules } from './provider-options.ts'

export interface Bulkhead {
  /**
   * A place for one attempt, in the order of asking; resolves to what gives it back. Resolves to
   * undefined at once when the queue is full, and when `signal` aborts before it is one's turn.
   */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>
  readonly inFlight: number
  readonly waiting: number
}

/** Bounds how many attempts run and how many wait: one slow provider can not take everything. */
export function createBulkhead(rules: ConcurrencyRules, onChange: () => void): Bulkhead {
  const queue = new Set<() => void>()
  let inFlight = 0

  function takePlace(): () => void {
    inFlight += 1
    onChange()
    let isGiven = false
    return () => {
      if (isGiven) return
      isGiven = true
      inFlight -= 1
      const [next] = queue
      next?.()
      onChange()
    }
  }

  function waitForPlace(signal: AbortSignal): Promise<(() => void) | undefined> {
    return new Promise((resolve) => {
      const leave = (): void => {
        queue.delete(take)
        onChange()
        resolve(undefined)
      }
      const take = (): void => {
        queue.delete(take)
        signal.removeEventListener('abort', leave)
        resolve(takePlace())
      }
      queue.add(take)
      onChange()
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  return {
    async enter(signal) {
      if (signal.aborted) return undefined
      if (inFlight < rules.max) return takePlace()
      return queue.size < rules.queue ? waitForPlace(signal) : undefined
    },
    get inFlight() {
      return inFlight
    },
    get waiting() {
      return queue.size
    },
  }
}
