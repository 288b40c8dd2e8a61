import type { FieldError } from '@holdfast/kernel/contract'
import type { z } from 'zod'
import type { FriendlyText } from './friendly-text.ts'

/** What every failure of a call knows. */
interface FailureFacts {
  /** Which call: `bookings.createBooking`. */
  readonly endpoint: string
  readonly friendly: FriendlyText
  /** How many requests were sent. */
  readonly attempts: number
  /** What to name when asking for help. Sent with every request, so known without an answer. */
  readonly correlationId: string
  /** How long to wait before the same call; absent when nobody named a time. */
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/** Why a call did not succeed. Every failure of a call is one of its kinds. */
export abstract class ApiError extends Error {
  abstract readonly kind:
    | 'problem'
    | 'limited'
    | 'network'
    | 'timeout'
    | 'invalid-response'
    | 'aborted'
  readonly endpoint: string
  /** For a person: what happened, what it means, what to do. */
  readonly friendly: FriendlyText
  readonly attempts: number
  readonly correlationId: string
  readonly retryAfterMs: number | undefined

  constructor(message: string, facts: FailureFacts) {
    super(`${facts.endpoint}: ${message}`, { cause: facts.cause })
    this.endpoint = facts.endpoint
    this.friendly = facts.friendly
    this.attempts = facts.attempts
    this.correlationId = facts.correlationId
    this.retryAfterMs = facts.retryAfterMs
  }
}

interface ProblemFacts extends FailureFacts {
  readonly status: number
  /** The permanent code, `bookings.slotTaken`; `http.502` when the answer had none. */
  readonly code: string
  readonly detail: string
  /** What is wrong with which field; empty when no field is to blame. */
  readonly errors: readonly FieldError[]
  /** The whole document, for members that only some problems have. */
  readonly document: Readonly<Record<string, unknown>>
}

/** The service answered with a problem (RFC 9457), or with a status that says one. */
export class ProblemError extends ApiError {
  override readonly name = 'ProblemError'
  readonly kind = 'problem'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly document: Readonly<Record<string, unknown>>

  constructor(facts: ProblemFacts) {
    super(`${facts.status} ${facts.code}`, facts)
    this.status = facts.status
    this.code = facts.code
    this.detail = facts.detail
    this.errors = facts.errors
    this.document = facts.document
  }

  /** A further member such as `alternatives`; undefined when it is not there or another shape. */
  member<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | undefined {
    return schema.safeParse(this.document[name]).data
  }
}

interface LimitedFacts extends FailureFacts {
  readonly retryAfterMs: number
  readonly category: string
  readonly source: 'client' | 'server'
  readonly code: string
}

/** Too many calls. From `client`: nothing was sent. From `server`: it answered 429. */
export class LimitedError extends ApiError {
  override readonly name = 'LimitedError'
  readonly kind = 'limited'
  readonly status = 429
  readonly code: string
  readonly category: string
  readonly source: 'client' | 'server'
  override readonly retryAfterMs: number

  constructor(facts: LimitedFacts) {
    super(`limited for ${facts.retryAfterMs} ms`, facts)
    this.code = facts.code
    this.category = facts.category
    this.source = facts.source
    this.retryAfterMs = facts.retryAfterMs
  }
}

/** No answer came: refused, cut, reset, or this device is offline. */
export class NetworkError extends ApiError {
  override readonly name = 'NetworkError'
  readonly kind = 'network'
  /** This device has no connection. */
  readonly isOffline: boolean

  constructor(facts: FailureFacts & { readonly isOffline: boolean }) {
    super(facts.isOffline ? 'offline' : 'no answer', facts)
    this.isOffline = facts.isOffline
  }
}

/** The answer did not come within the time of the call. Nobody knows whether it was done. */
export class TimeoutError extends ApiError {
  override readonly name = 'TimeoutError'
  readonly kind = 'timeout'
  readonly timeoutMs: number

  constructor(facts: FailureFacts & { readonly timeoutMs: number }) {
    super(`no answer within ${facts.timeoutMs} ms`, facts)
    this.timeoutMs = facts.timeoutMs
  }
}

interface InvalidFacts extends FailureFacts {
  readonly status: number
  readonly isJson: boolean
  readonly issues: readonly string[]
}

/** The service answered with success, in a shape that the contract does not allow. */
export class InvalidResponse extends ApiError {
  override readonly name = 'InvalidResponse'
  readonly kind = 'invalid-response'
  readonly status: number
  /** False for a page that something between us and the service put in its place. */
  readonly isJson: boolean
  /** What is wrong, without the values: for a report. */
  readonly issues: readonly string[]

  constructor(facts: InvalidFacts) {
    super(`${facts.status} with an unexpected body`, facts)
    this.status = facts.status
    this.isJson = facts.isJson
    this.issues = facts.issues
  }
}

/** The caller's own signal ended the call. Its `name` is `AbortError`, its cause the reason. */
export class AbortedError extends ApiError {
  override readonly name = 'AbortError'
  readonly kind = 'aborted'

  constructor(facts: FailureFacts) {
    super('stopped by the caller', facts)
  }
}

/** Every failure of a call; switch on `kind`. */
export type CallError =
  | ProblemError
  | LimitedError
  | NetworkError
  | TimeoutError
  | InvalidResponse
  | AbortedError
