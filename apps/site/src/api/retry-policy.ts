import type { Failure } from './failure.ts'

export const maxAttempts = 3

// A person is waiting: what takes longer is shown with a countdown instead of retried in silence.
const longestSilentWaitMs = 8_000

const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * How long to wait before the next attempt, or undefined to give up. Only calls that are safe
 * to repeat may ask: reads, and writes that carry an idempotency key. Never sooner than the
 * server's `Retry-After`. `random` is in [0, 1).
 */
export function nextAttemptDelay(
  failure: Failure,
  attempt: number,
  random: number,
): number | undefined {
  if (attempt >= maxAttempts || !isPassing(failure)) return undefined
  const backoffMs = random * 1000 * 2 ** (attempt - 1)
  const waitMs = Math.max(backoffMs, askedToWait(failure) ?? 0)
  return waitMs > longestSilentWaitMs ? undefined : waitMs
}

/** Whether the same call may succeed later. */
export function isPassing(failure: Failure): boolean {
  if (failure.kind !== 'problem') return failure.kind !== 'offline'
  if (failure.status === 409) return failure.retryAfterMs !== undefined
  return passingStatuses.has(failure.status)
}

/**
 * Whether the server has decided. Until then nobody knows whether a write happened, and its
 * key must be kept.
 */
export function isFinal(failure: Failure): boolean {
  return failure.kind === 'problem' && !isPassing(failure)
}

/** How long the server asks to wait before the same call; undefined when it named no time. */
export function askedToWait(failure: Failure): number | undefined {
  if (failure.kind !== 'problem' || !isPassing(failure)) return undefined
  return failure.retryAfterMs ?? (failure.status === 429 ? 60_000 : undefined)
}
