/** One after the other for each name. */
export interface Turns {
  /** Does `work` when those before have ended, well or not. Throws the signal's reason at once. */
  take<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return {
    take(name, signal, work) {
      const before = last.get(name) ?? Promise.resolve()
      // The work itself ends by its signal, and the next one's turn comes after that.
      const mine = before.then(() => {
        signal.throwIfAborted()
        return work()
      })
      const over = mine.then(ignore, ignore).finally(() => {
        if (last.get(name) === over) last.delete(name)
      })
      last.set(name, over)
      return Promise.race([mine, unlessBegun(before, signal)])
    },
  }
}

function ignore(): void {}

/** Rejects when the signal comes before the turn does. */
function unlessBegun(before: Promise<unknown>, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    void before.finally(() => signal.removeEventListener('abort', stop))
  })
}
