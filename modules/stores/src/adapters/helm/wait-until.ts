import { setTimeout as pause } from 'node:timers/promises'

/** Looks until there is something to see, and gives it. Rejects with the signal's reason. */
export async function waitUntil<T>(
  look: () => Promise<T | undefined>,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): Promise<T> {
  for (;;) {
    signal.throwIfAborted()
    const seen = await look()
    if (seen !== undefined) return seen
    await pause(everyMs, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}
