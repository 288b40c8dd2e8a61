import type { Socket } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock/clock.ts'
import type { Cors } from '../cors/cors.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Policy, RateLimitStore } from '../rate-limit/rate-limit.ts'
import type { SecurityHeaders } from './security-headers.ts'

/** Any Node listener. When it returns a promise, its rejection is answered as a problem. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** A value for all requests, or one for each class of route. The path comes without a query. */
export type PerRoute<Value> = Value | ((method: string, path: string) => Value)

export interface HealthAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What the edge needs of `health`. */
export interface HealthEndpoints {
  /** Undefined when the path is not a health path. May throw a problem. */
  answer(
    method: string,
    path: string,
    request: IncomingMessage,
  ): HealthAnswer | Promise<HealthAnswer> | undefined
}

export interface OverloadOptions {
  /** More requests at once than this are refused; 2,000 unless told. */
  readonly maxInFlight?: number
  /** Requests are refused while timers come later than this on average; 500 ms unless told. */
  readonly maxEventLoopDelayMs?: number
  /** Where the delay is read; from the process unless told. */
  readonly eventLoopDelayMs?: () => number
}

/** What `attach` sets on a server. */
export interface ConnectionLimits {
  /** Until the headers are complete; then 408. 10 s unless told. */
  readonly headersTimeoutMs?: number
  /** Until the whole request is there; then 408. 30 s unless told. See `streamsBody`. */
  readonly requestTimeoutMs?: number
  /** How long an idle connection stays open. 5 s unless told. */
  readonly keepAliveTimeoutMs?: number
  /** How often slow clients are looked for. 1 s unless told. */
  readonly checkingIntervalMs?: number
  /** Request line and headers together; then 431. 16 KiB unless told. */
  readonly maxHeaderBytes?: number
}

/**
 * Takes over a connection that asked for another protocol. A problem that it throws is answered;
 * after anything else the connection is cut.
 */
export type UpgradeHandler = (
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
) => void | Promise<void>

export interface EdgeOptions {
  readonly log: Log
  /** Production adds HSTS. */
  readonly production: boolean
  /** How many proxies in front append to `X-Forwarded-For`. 0: the header is not looked at. */
  readonly trustedProxyHops: number
  /**
   * Until the answer must have begun; then 504. An answer that has begun by then is cut once
   * it moves nothing for as long again. `Infinity` for routes that stream.
   */
  readonly deadlineMs: PerRoute<number>
  /** The largest body in bytes; then 413. 1 MiB unless told. */
  readonly maxBodyBytes?: PerRoute<number>
  /**
   * Whether a body may take longer than `requestTimeoutMs`: then 408 follows only once nothing has
   * come for that long although it was waited for, and the deadline bounds the whole.
   */
  readonly streamsBody?: (method: string, path: string) => boolean
  /** The longest request target; then 414. 8,192 unless told. */
  readonly maxUrlLength?: number
  /** The most header fields; then 431. 100 unless told. */
  readonly maxHeaderCount?: number
  /** Others are answered 405. */
  readonly methods?: readonly string[]
  /**
   * The names this service answers to, with a port where only that port is meant; `*.shops.example`
   * is any one label before it. Any unless told.
   */
  readonly hosts?: readonly string[]
  readonly health?: HealthEndpoints
  readonly cors?: Cors
  readonly overload?: OverloadOptions
  /** One coarse policy for each client address. Health endpoints are answered before it. */
  readonly limiter?: {
    readonly store: RateLimitStore
    readonly policy: Policy
    /** Whom it does not count, such as a scraper that shows its token. Nobody unless told. */
    exempts?(request: IncomingMessage): boolean
  }
  /**
   * Whether a request is one of many that nobody asks about while they go well, such as the files
   * of a page. Their good answers are logged at debug, like those of health probes.
   */
  readonly isRoutine?: (method: string, path: string) => boolean
  readonly headers?: SecurityHeaders
  /**
   * What the `type` of a problem begins with; its code follows. Name a page that describes the
   * codes, such as `/api/docs#`, or a URL. `about:blank` alone unless told: there is no such page.
   */
  readonly problemTypes?: string
  readonly metrics?: Metrics
  readonly connections?: ConnectionLimits
  /** Without it, a request for a WebSocket is refused. */
  readonly upgrade?: UpgradeHandler
  readonly clock?: Clock
}
