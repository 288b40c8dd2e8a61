/** Lets so many in at once; the others wait in the order in which they came. */
export interface Gate {
  /**
   * Resolves with what lets the next one in, which may be called twice. Throws the signal's reason
   * when it aborts before.
   */
  enter(signal: AbortSignal): Promise<() => void>
}

export function createGate(places: number): Gate {
  let free = places
  const waiting = new Set<() => void>()

  function leave(): () => void {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      const [next] = waiting
      if (next === undefined) free += 1
      else next()
    }
  }

  return {
    enter(signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const stopWaiting = () => {
          waiting.delete(letIn)
          reject(signal.reason)
        }
        const letIn = () => {
          waiting.delete(letIn)
          signal.removeEventListener('abort', stopWaiting)
          resolve(leave())
        }
        if (free > 0) {
          free -= 1
          return letIn()
        }
        waiting.add(letIn)
        signal.addEventListener('abort', stopWaiting, { once: true })
      })
    },
  }
}
