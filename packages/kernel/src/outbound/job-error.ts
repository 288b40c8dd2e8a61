import { PermanentError, RateLimitedError } from '../jobs/jobs.ts'
import { isOutboundError, type OutboundErrorKind } from './outbound-error.ts'

/** What asks for patience and not for another attempt, with how long unless it says so itself. */
const patienceMs: Partial<Record<OutboundErrorKind, number>> = {
  'rate-limited': 60_000,
  'refused-by-breaker': 10_000,
  overloaded: 5_000,
}

/**
 * The error that a job throws for a failed call: PermanentError when trying again can not help,
 * RateLimitedError when the provider, its breaker or its queue asks to wait, and every other as
 * it is.
 */
export function toJobError(error: unknown): unknown {
  if (!isOutboundError(error)) return error
  if (!error.mayPass) return new PermanentError(error.message, { cause: error })
  const waitMs = patienceMs[error.kind]
  if (waitMs === undefined) return error
  return new RateLimitedError(error.retryAfterMs ?? waitMs, { cause: error })
}
