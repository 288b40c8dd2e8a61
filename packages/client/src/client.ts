import { type AttemptParts, sendUntilAnswered } from './call/attempts.ts'
import type { Call, Contracts, Operations } from './call/operation.ts'
import { addressOf, requestOf, type Credentials } from './call/request.ts'
import { createFailures } from './errors/failures.ts'
import type { FriendlyTexts } from './errors/friendly-text.ts'
import { createPlatform, isBrowser, type Clock, type Fetch } from './platform/platform.ts'
import { newKey } from './platform/random-text.ts'
import type { KeyValueStorage } from './platform/safe-storage.ts'
import { operationsOf } from './call/operations-of.ts'

export type { CallInput, CallOptions, Contracts, Operation, Operations } from './call/operation.ts'
export type { Credentials } from './call/request.ts'
export {
  AbortedError,
  ApiError,
  InvalidResponse,
  LimitedError,
  NetworkError,
  ProblemError,
  TimeoutError,
} from './errors/api-error.ts'
export type { CallError } from './errors/api-error.ts'
export type { FriendlyText, FriendlyTexts } from './errors/friendly-text.ts'
export { isCallError, settle } from './errors/settle.ts'
export type { Settled } from './errors/settle.ts'
export type { Clock, Fetch } from './platform/platform.ts'
export type { KeyValueStorage } from './platform/safe-storage.ts'

export interface ClientOptions<All extends Contracts> {
  /** The modules' routes by the name that the client gives them: `{ bookings: bookingRoutes }`. */
  readonly contracts: All
  /** Where the service is, without `/api/v1`. The page's own origin unless told; needed in Node. */
  readonly baseUrl?: string | undefined
  /** When cookies go along; `same-origin` unless told. */
  readonly credentials?: Credentials | undefined
  /** The app's own words, by problem code, status or kind of failure. */
  readonly texts?: FriendlyTexts | undefined
  /** How long the service may take where a route says nothing; 10 s unless told. */
  readonly serverDeadlineMs?: number | undefined
  readonly clock?: Clock | undefined
  readonly fetch?: Fetch | undefined
  /** What survives a reload; the tab's `sessionStorage` unless told, memory without one. */
  readonly storage?: KeyValueStorage | undefined
  /** In [0, 1); for the jitter. */
  readonly random?: (() => number) | undefined
  readonly isOnline?: (() => boolean) | undefined
}

export type Client<All extends Contracts> = Operations<All>

const usualServerDeadlineMs = 10_000

/**
 * A client of a service: every route of the contracts as a function that times out, retries
 * what may be repeated, and throws nothing but a `CallError`. Making one does nothing yet.
 */
export function createClient<const All extends Contracts>(
  options: ClientOptions<All>,
): Client<All> {
  const { baseUrl = '' } = options
  if (baseUrl === '' && !isBrowser())
    throw new TypeError('Outside of a page a client needs baseUrl')
  const platform = createPlatform(options)
  const parts: AttemptParts = {
    platform,
    failures: createFailures(options.texts ?? {}),
    serverDeadlineMs: options.serverDeadlineMs ?? usualServerDeadlineMs,
  }

  async function perform(call: Call): Promise<unknown> {
    const correlationId = newKey()
    const idempotencyKey = call.route.idempotent
      ? (call.options.idempotencyKey ?? newKey())
      : undefined
    const credentials = options.credentials ?? 'same-origin'
    const { value } = await sendUntilAnswered(parts, {
      call,
      url: addressOf(call, baseUrl),
      init: requestOf(call, { correlationId, idempotencyKey, credentials }),
      category: call.route.limit ?? 'api',
      correlationId,
      idempotencyKey,
    })
    return value
  }

  return operationsOf(options.contracts, { perform, isPending: () => false })
}
