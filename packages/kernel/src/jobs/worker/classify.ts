import { z } from 'zod'
import { databaseError, isConnectionLost } from '../../postgres/postgres.ts'
import { Problem } from '../../problems/problems.ts'
import { PermanentError, RateLimitedError } from '../job-errors.ts'

export type FailureClass = 'transient' | 'timeout' | 'rateLimited' | 'permanent' | 'unknown'

/** What kind of failure this is, and with it what becomes of the job. */
export function classify(error: unknown): FailureClass {
  for (let current = error, depth = 0; depth < 10; depth += 1) {
    const found = classOf(current)
    if (found) return found
    if (!(current instanceof Error)) break
    current = current.cause
  }
  return 'unknown'
}

function classOf(error: unknown): FailureClass | undefined {
  if (error instanceof PermanentError || error instanceof z.ZodError) return 'permanent'
  if (error instanceof RateLimitedError) return 'rateLimited'
  if (error instanceof Problem) return classOfProblem(error)
  if (isConnectionLost(error) || isConflict(error)) return 'transient'
  if (!(error instanceof Error)) return undefined
  if (timeoutNames.has(error.name)) return 'timeout'
  if ('code' in error && typeof error.code === 'string' && outsideCodes.test(error.code)) {
    return error.code.includes('TIMEOUT') ? 'timeout' : 'transient'
  }
  return classOfKind(error)
}

/** Our own refusals are final; what a server says of itself may pass. */
function classOfProblem({ status, options }: Problem): FailureClass {
  if (status === 429 && options.retryAfterSeconds !== undefined) return 'rateLimited'
  if (status === 429 || status === 503) return 'transient'
  if (status === 408 || status === 504) return 'timeout'
  return status < 500 ? 'permanent' : 'unknown'
}

/** Errors of adapters that know: `MailError`, `OutboundError` and their like say `kind`. */
function classOfKind(error: Error): FailureClass | undefined {
  const kind = 'kind' in error ? error.kind : undefined
  return typeof kind === 'string' ? classByKind.get(kind) : undefined
}

const classByKind = new Map<string, FailureClass>([
  ['transient', 'transient'],
  ['timeout', 'timeout'],
  ['permanent', 'permanent'],
  ['network', 'transient'],
  ['refused-by-breaker', 'transient'],
  ['overloaded', 'transient'],
  ['rate-limited', 'transient'],
  ['refused-address', 'permanent'],
  ['too-large', 'permanent'],
])

const timeoutNames = new Set(['TimeoutError', 'AbortError'])
// Of undici, which is `fetch`: https://undici.nodejs.org/#/docs/api/Errors
const outsideCodes = /^UND_ERR_(CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|SOCKET|CLOSED)$/

// Serialization failure, deadlock, lock not available, query cancelled by a time limit.
const conflictCodes = new Set(['40001', '40P01', '55P03', '57014'])

function isConflict(error: unknown): boolean {
  const code = databaseError(error)?.code
  return code !== undefined && conflictCodes.has(code)
}

/** How long somebody asked us to wait; at least a moment, at most a day. */
export function retryAfterMs(error: unknown): number {
  for (let current = error, depth = 0; depth < 10; depth += 1) {
    if (current instanceof RateLimitedError) return bounded(current.retryAfterMs)
    if (current instanceof Problem)
      return bounded((current.options.retryAfterSeconds ?? 60) * 1_000)
    if (!(current instanceof Error)) break
    current = current.cause
  }
  return 60_000
}

function bounded(delayMs: number): number {
  return Number.isFinite(delayMs) ? Math.min(86_400_000, Math.max(100, delayMs)) : 60_000
}
