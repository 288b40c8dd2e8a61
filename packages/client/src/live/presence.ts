import { sleep, type Clock } from '../platform/platform.ts'

/** The part of a page that says whether somebody looks at it. */
export interface LookedAt {
  readonly visibilityState: string
  addEventListener(type: 'visibilitychange', listener: () => void): void
  removeEventListener(type: 'visibilitychange', listener: () => void): void
}

/** Resolves when somebody looks at the page, at once without one. */
export function lookedAt(page: LookedAt | undefined, signal: AbortSignal): Promise<void> {
  if (page?.visibilityState !== 'hidden' || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const look = () => {
      if (page.visibilityState === 'hidden' && !signal.aborted) return
      page.removeEventListener('visibilitychange', look)
      signal.removeEventListener('abort', look)
      resolve()
    }
    page.addEventListener('visibilitychange', look)
    signal.addEventListener('abort', look)
  })
}

/**
 * Calls back once nobody has looked at the page for `hiddenMs`; the function it returns ends that.
 * A browser has six connections for a service: tabs that nobody looks at must not hold them.
 */
export function whenLeftAlone(
  page: LookedAt | undefined,
  { clock, hiddenMs, leave }: { readonly clock: Clock; hiddenMs: number; leave: () => void },
): () => void {
  let waiting: AbortController | undefined
  const look = () => {
    waiting?.abort()
    waiting = undefined
    if (page?.visibilityState !== 'hidden') return
    const own = new AbortController()
    waiting = own
    void sleep(clock, hiddenMs, own.signal).then(() => own.signal.aborted || leave())
  }
  page?.addEventListener('visibilitychange', look)
  look()
  return () => {
    page?.removeEventListener('visibilitychange', look)
    waiting?.abort()
  }
}
