import { createAnswerCache, type AnswerCache } from './cache/answer-cache.ts'
import { browserChannel } from './cache/channel.ts'
import { createDiskTier } from './cache/disk-tier.ts'
import { browserIndexedDb } from './cache/indexed-db.ts'
import { createMemoryTier } from './cache/memory-tier.ts'
import { createFlights } from './call/flights.ts'
import type { Contracts, Operations } from './call/operation.ts'
import { operationsOf } from './call/operations-of.ts'
import { createPerformer } from './call/perform.ts'
import type { Credentials } from './call/request.ts'
import type { InvalidResponse } from './errors/api-error.ts'
import { createFailures } from './errors/failures.ts'
import type { FriendlyTexts } from './errors/friendly-text.ts'
import { defaultLimits, type LimitTable } from './limits/default-limits.ts'
import { createLimiter, type LimitState } from './limits/limiter.ts'
import { createPendingWrites } from './pending/pending-writes.ts'
import { createEvents, type Events } from './platform/events.ts'
import { createPlatform, type Clock, type Fetch, type Platform } from './platform/platform.ts'
import type { KeyValueStorage } from './platform/safe-storage.ts'

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
export { followEvents } from './live/follow-events.ts'
export type { Following, FollowOptions, FollowStatus, LiveEvent } from './live/follow-events.ts'
export { followStream } from './live/follow-stream.ts'
export type { ObjectStream } from './live/follow-stream.ts'
export type { StreamOptions } from './live/follower.ts'
export { defaultLimits } from './limits/default-limits.ts'
export type { LimitTable, LimitWindow } from './limits/default-limits.ts'
export type { LimitState } from './limits/limiter.ts'
export type { ClientEvents, LimitEvent } from './platform/events.ts'
export type { Clock, Fetch } from './platform/platform.ts'
export type { KeyValueStorage } from './platform/safe-storage.ts'

/** What should reach whoever looks after the application. */
export interface ClientReport {
  readonly kind: 'invalid-response'
  readonly error: InvalidResponse
}

export interface ClientOptions<All extends Contracts> {
  /** The modules' routes by the name that the client gives them: `{ bookings: bookingRoutes }`. */
  readonly contracts: All
  /** Where the service is, without `/api/v1`. The page's own origin unless told; in Node, needed to call. */
  readonly baseUrl?: string | undefined
  /** When cookies go along; `same-origin` unless told. */
  readonly credentials?: Credentials | undefined
  /** The app's own words, by problem code, status or kind of failure. */
  readonly texts?: FriendlyTexts | undefined
  /** How long the service may take where a route says nothing; 10 s unless told. */
  readonly serverDeadlineMs?: number | undefined
  /** More categories, or other limits; those of the service unless told. */
  readonly limits?: LimitTable | undefined
  /** Who is signed in, for the cache: the id of the person and, where it matters, organisation. */
  readonly identity?: (() => string | undefined) | undefined
  /** Keeps public answers in IndexedDB, through a reload; not unless told. */
  readonly persist?: boolean | undefined
  /** Called when the service answers in a shape that its contract does not allow. */
  readonly onReport?: ((report: ClientReport) => void) | undefined
  readonly clock?: Clock | undefined
  readonly fetch?: Fetch | undefined
  /** What survives a reload; the tab's `sessionStorage` unless told, memory without one. */
  readonly storage?: KeyValueStorage | undefined
  /** What all tabs share; `localStorage` unless told. Holds keys of writes under way alone. */
  readonly sharedStorage?: KeyValueStorage | undefined
  /** In [0, 1); for the jitter. */
  readonly random?: (() => number) | undefined
  readonly isOnline?: (() => boolean) | undefined
}

/** What a client does besides its calls. */
export interface ClientControls {
  /** Calls back at each event; the function it returns ends that. */
  on: Events['on']
  /** Whether a request of the category may be sent now. Takes nothing. */
  checkLimit(category: string): LimitState
  /** How many requests of the category may be sent now; Infinity without a known limit. */
  getRemainingRequests(category: string): number
  /** How long until a request of the category may be sent; 0 when it may. */
  getWaitTime(category: string): number
  /** Lets go of kept answers with one of the tags, such as `stations`. */
  invalidate(tags: readonly string[]): Promise<void>
  /**
   * Lets go of every kept answer, in all tabs, for when somebody signs in or out. Routes that set
   * cookies do it by themselves.
   */
  forget(): Promise<void>
  /**
   * The same client for other routes, with its own limits, kept answers and events: so a page
   * fetches the routes that it calls, each beside what calls it.
   */
  extend<const More extends Contracts>(contracts: More): Client<More>
}

/** A contract of the name of a control hides it. */
export type Client<All extends Contracts> = Operations<All> & Omit<ClientControls, keyof All>

const usualServerDeadlineMs = 10_000

/**
 * A client of a service: every route of the contracts as a function that times out, repeats
 * what may be repeated, keeps to the limits, and fails with a `CallError`.
 */
export function createClient<const All extends Contracts>(
  options: ClientOptions<All>,
): Client<All> {
  const { baseUrl = '' } = options
  const platform = createPlatform(options)
  const events = createEvents()
  const limiter = createLimiter({
    ...platform,
    name: `holdfast.limits${baseUrl}`,
    limits: { ...defaultLimits, ...options.limits },
  })
  const cache = cacheOf(options, platform)
  const performer = createPerformer({
    platform,
    events,
    limiter,
    cache,
    failures: createFailures(options.texts ?? {}),
    pending: createPendingWrites({
      clock: platform.clock,
      storages: [platform.storage, platform.sharedStorage],
      name: `holdfast.pending${baseUrl}`,
    }),
    flights: createFlights(),
    baseUrl,
    credentials: options.credentials ?? 'same-origin',
    serverDeadlineMs: options.serverDeadlineMs ?? usualServerDeadlineMs,
    identity: options.identity ?? (() => undefined),
    onInvalidResponse: (error) => options.onReport?.({ kind: error.kind, error }),
  })
  const controls: ClientControls = {
    on: events.on,
    checkLimit: limiter.check,
    getRemainingRequests: (category) => limiter.check(category).remaining,
    getWaitTime: (category) => limiter.check(category).waitMs,
    invalidate: cache.invalidate,
    forget: cache.forget,
    extend,
  }
  return extend(options.contracts)

  function extend<const More extends Contracts>(contracts: More): Client<More> {
    return { ...controls, ...operationsOf(contracts, performer) }
  }
}

function cacheOf(
  { baseUrl = '', identity, persist = false }: ClientOptions<Contracts>,
  { clock }: Platform,
): AnswerCache {
  const name = `holdfast.answers${baseUrl}`
  const indexedDb = persist ? browserIndexedDb() : undefined
  return createAnswerCache({
    clock,
    memory: createMemoryTier(),
    disk: indexedDb && createDiskTier({ indexedDb, clock, name }),
    // Only where people sign in: an open channel keeps a page out of the back-forward cache.
    channel: identity && browserChannel(name),
  })
}
