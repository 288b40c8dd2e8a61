import { PermanentError, RateLimitedError } from '../jobs/jobs.ts'
import { isOutboundError } from './outbound-error.ts'

/** How long a job waits that was told to, but not how long. */
const unspecifiedWaitMs = 60_000

/**
 * The error that a job throws for a failed call: PermanentError when trying again can not help,
 * RateLimitedError for 429, and every other as it is.
 */
export function toJobError(error: unknown): unknown {
  if (!isOutboundError(error)) return error
  if (!error.mayPass) return new PermanentError(error.message, { cause: error })
  if (error.kind !== 'rate-limited') return error
  return new RateLimitedError(error.retryAfterMs ?? unspecifiedWaitMs, { cause: error })
}
