/** Where time comes from. Tests pass a clock that they move by hand. */
export interface Clock {
  /** Wall time. It may jump, in both directions. */
  now(): Date
  /** Milliseconds from a fixed, unknown point. Never jumps; only differences mean something. */
  monotonicMs(): number
  /**
   * Calls `callback` once after `delayMs` and returns a function that prevents it.
   * A waiting timer does not keep the process alive.
   */
  schedule(delayMs: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Resolves after `delayMs`, or at once when `signal` aborts.
 * It never rejects: whoever waits looks at the signal.
 */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const cancel = clock.schedule(delayMs, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    function stop(): void {
      cancel()
      resolve()
    }
    signal?.addEventListener('abort', stop, { once: true })
  })
}
