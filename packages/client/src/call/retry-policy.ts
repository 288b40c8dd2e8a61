import type { Route } from '@holdfast/kernel/contract'
import type { CallError } from '../errors/api-error.ts'

export const maxAttempts = 3
const firstBackoffMs = 1000

const passingStatuses = new Set([408, 425, 429])

/** Whether the same request may succeed later. */
export function isPassing(error: CallError): boolean {
  switch (error.kind) {
    case 'network':
      return !error.isOffline
    case 'timeout':
      return true
    case 'limited':
      return error.source === 'server'
    case 'problem':
      // A conflict that names a time is a twin still at work.
      if (error.status === 409) return error.retryAfterMs !== undefined
      return error.status >= 500 || passingStatuses.has(error.status)
    case 'aborted':
    case 'invalid-response':
      return false
  }
}

/** Whether sending the request twice does no more than sending it once. */
export function isRepeatable(route: Route, idempotencyKey: string | undefined): boolean {
  return route.method === 'GET' || idempotencyKey !== undefined
}

/**
 * Whether the caller has been told what the service decided about a write, so that its key has
 * done its work. An answer that came from before the service, or before it looked at the key
 * (nobody signed in), says nothing about an earlier request that was lost. A success that
 * cannot be read may have been done: only the key makes the next try a replay.
 */
export function isDecided(error: CallError): boolean {
  return (
    error.kind === 'problem' && !isPassing(error) && error.status !== 401 && error.status !== 403
  )
}

/**
 * How long to wait after the `attempt`th request: 1, 2, 4 s with full jitter, and never less
 * than the server asked for. `random` is in [0, 1).
 */
export function backoffMs(error: CallError, attempt: number, random: number): number {
  return Math.max(random * firstBackoffMs * 2 ** (attempt - 1), error.retryAfterMs ?? 0)
}
