const baseMs = 50
const capMs = 2_000

/** How long to wait before the next attempt: exponential with full jitter. */
export function backoffMs(attempt: number): number {
  return Math.random() * Math.min(capMs, baseMs * 2 ** attempt)
}
