import type { Clock } from '../platform/platform.ts'

/** Why work was ended before it was done. */
export class Ended extends Error {
  override readonly name = 'Ended'
  readonly by: 'time' | 'caller'

  constructor(by: 'time' | 'caller', reason?: unknown) {
    super(by, { cause: reason })
    this.by = by
  }
}

export interface Time {
  readonly clock: Clock
  readonly timeoutMs: number
  /** The caller's own. */
  readonly signal: AbortSignal | undefined
}

/**
 * Does the work under a signal that aborts when time is up or the caller's signal aborts, and
 * throws `Ended` at that moment, also when the work does not heed its signal.
 */
export async function withinTime<Value>(
  { clock, timeoutMs, signal }: Time,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController()
  const ended = Promise.withResolvers<never>()
  const end = (reason: Ended) => {
    // First: the work, once aborted, fails as well, and would say less about why.
    ended.reject(reason)
    controller.abort(reason)
  }
  const leave = () => end(new Ended('caller', signal?.reason))
  if (signal?.aborted) throw new Ended('caller', signal.reason)
  signal?.addEventListener('abort', leave, { once: true })
  const cancel = clock.schedule(timeoutMs, () => end(new Ended('time')))
  try {
    return await Promise.race([work(controller.signal), ended.promise])
  } finally {
    cancel()
    signal?.removeEventListener('abort', leave)
  }
}
