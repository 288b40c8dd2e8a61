import type { OutboundResponse } from './response.ts'

/**
 * Why a call came to nothing. `network`: no whole answer arrived. `timeout`: not in time.
 * `refused-by-breaker` and `overloaded`: it was never sent, since the provider has been failing,
 * or too many calls wait for it. `refused-address`: the address is not a public one. `too-large`:
 * the answer passes the size cap. The others are answers by their status: `rate-limited` 429,
 * `transient` one that may pass later (408, 425, most of 5xx), `permanent` every other.
 */
export type OutboundErrorKind =
  | 'network'
  | 'timeout'
  | 'refused-by-breaker'
  | 'overloaded'
  | 'refused-address'
  | 'too-large'
  | 'rate-limited'
  | 'transient'
  | 'permanent'

export interface OutboundFailure {
  readonly provider: string
  readonly kind: OutboundErrorKind
  /** A code such as `ECONNRESET`; never text of the other side. */
  readonly reason?: string | undefined
  readonly response?: OutboundResponse | undefined
  /** How long the provider, or the breaker, asks to be left alone. */
  readonly retryAfterMs?: number | undefined
  /** How the attempt before this one ended. */
  readonly earlier?: OutboundError | undefined
}

/** A call that came to nothing. It shows no body, no header and no part of an address. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly provider: string
  readonly kind: OutboundErrorKind
  /** Of the answer, when there was one. */
  readonly status: number | undefined
  readonly reason: string | undefined
  readonly retryAfterMs: number | undefined
  /** Whether the provider may have done what was asked although no answer says so. */
  readonly isOutcomeUnknown: boolean
  /** Whether the same call may succeed later. */
  readonly mayPass: boolean
  readonly #failure: OutboundFailure

  constructor(failure: OutboundFailure) {
    const { provider, kind, reason, response, retryAfterMs } = failure
    const detail = [response?.status, reason].filter((part) => part !== undefined).join(' ')
    super(`${provider}: ${kind}${detail === '' ? '' : ` (${detail})`}`)
    this.provider = provider
    this.kind = kind
    this.status = response?.status
    this.reason = reason
    this.retryAfterMs = retryAfterMs
    this.isOutcomeUnknown = isUnknownAfter(failure)
    this.mayPass = passing.has(kind)
    this.#failure = failure
  }

  /** The answer itself, for a caller that knows its format. A method, so that no log shows it. */
  response(): OutboundResponse | undefined {
    return this.#failure.response
  }

  /** The same failure of a call whose earlier attempt may have done the work. */
  after(earlier: OutboundError | undefined): OutboundError {
    return earlier ? new OutboundError({ ...this.#failure, earlier }) : this
  }
}

const passing: ReadonlySet<OutboundErrorKind> = new Set([
  'network',
  'timeout',
  'refused-by-breaker',
  'overloaded',
  'rate-limited',
  'transient',
])
const perhapsDone: ReadonlySet<OutboundErrorKind> = new Set([
  'network',
  'timeout',
  'too-large',
  'transient',
])
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Only a plain no to the same call says that nothing was done by an attempt before it either. */
function isUnknownAfter({ kind, reason, earlier }: OutboundFailure): boolean {
  if (kind === 'permanent') return false
  if (earlier?.isOutcomeUnknown) return true
  return perhapsDone.has(kind) && !neverConnected.has(reason ?? '')
}

export function isOutboundError(error: unknown): error is OutboundError {
  return error instanceof OutboundError
}
