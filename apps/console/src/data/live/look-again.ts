import type { LiveStatus } from './live-status.ts'

const everyMs = 60_000

/**
 * Calls back every minute while pages are not told of changes and somebody looks at them. Ends with
 * the function that it returns.
 */
export function lookAgainUnlessLive(
  status: Pick<LiveStatus, 'read'>,
  look: () => void,
): () => void {
  const timer = setInterval(() => {
    if (status.read() !== 'open' && document.visibilityState === 'visible') look()
  }, everyMs)
  return () => clearInterval(timer)
}
