import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { systemClock } from '../clock/clock.ts'
import { expire, leaveBody } from './answer.ts'
import { endSlowBody } from './arriving-body.ts'
import { attachTo } from './attach.ts'
import { findClientAddress } from './client-address.ts'
import { Deadlines } from './deadlines.ts'
import { exchangeOf, type Edge } from './exchange.ts'
import { handle, leaveFlight } from './handle.ts'
import { planHeaders } from './header-plan.ts'
import type { EdgeOptions, Listener } from './options.ts'
import { watchOverload } from './overload.ts'
import { countMalformedIn, createRecorder, reportInFlight } from './record.ts'
import { compileRequestLimits } from './request-limits.ts'
import { compileSecurityHeaders } from './security-headers.ts'

export { limitedSubject } from './client-address.ts'
export type { ConnectionLimits, EdgeOptions, HealthAnswer, HealthEndpoints } from './options.ts'
export type { Listener, OverloadOptions, PerRoute, UpgradeHandler } from './options.ts'
export type { SecurityHeaders } from './security-headers.ts'

/** A listener with everything around it that keeps it alive. */
export interface Hardened {
  /** For `http.createServer`. */
  readonly listener: RequestListener
  /**
   * Sets on the server what a listener never sees: time limits for slow clients, the size of
   * headers, answers to what is not HTTP, `100 Continue`, upgrades. Call it before `listen`.
   */
  attach(server: Server): void
  /** How many requests are being answered. */
  inFlight(): number
  /** From now on every answer says `Connection: close`. Readiness is the caller's to change. */
  drain(): void
  /** Resolves when no request is in flight; at once when none is. */
  idle(): Promise<void>
}

/** Wraps a Node listener: plain, or of Express, Fastify (`app.routing`), Hono or NestJS. */
export function harden(listener: Listener, options: EdgeOptions): Hardened {
  const edge = compile(listener, options)
  reportInFlight(edge)
  return {
    listener: (request, response) => handle(edge, request, response),
    attach: (server) => attachTo(edge, server),
    inFlight: () => edge.inFlight,
    drain() {
      edge.isDraining = true
    },
    idle() {
      if (edge.inFlight === 0) return Promise.resolve()
      return new Promise((resolve) => edge.waiters.push(resolve))
    },
  }
}

/**
 * From now on the request counts as a stream and no longer as in flight: it neither sheds others
 * nor holds a shutdown up, and how long it lasts is no duration. Does nothing outside of the edge.
 */
export function countAsStream(request: IncomingMessage): void {
  const exchange = exchangeOf(request)
  if (exchange === undefined || exchange.isStream || exchange.isOver) return
  exchange.isStream = true
  exchange.edge.streams += 1
  leaveFlight(exchange.edge)
}

/**
 * For a request that is about to be answered although its body has not come in full: the rest is
 * not waited for. Does nothing outside of the edge.
 */
export function leaveRestOfBody(request: IncomingMessage): void {
  const exchange = exchangeOf(request)
  if (exchange !== undefined) leaveBody(exchange)
}

/** Who sent the request, as far as trusted proxies say; the peer outside of the edge. */
export function clientAddress(request: IncomingMessage): string {
  return exchangeOf(request)?.clientAddress ?? findClientAddress(request, 0)
}

/** The nonce of this answer's content security policy, for its inline scripts and styles. */
export function cspNonce(request: IncomingMessage): string {
  const exchange = exchangeOf(request)
  if (exchange?.edge.security.cspFor === undefined) {
    throw new Error('cspNonce needs harden() with headers.csp as a function of the nonce')
  }
  return exchange.nonce
}

function compile(listener: Listener, options: EdgeOptions): Edge {
  const { trustedProxyHops, clock = systemClock } = options
  if (!Number.isInteger(trustedProxyHops) || trustedProxyHops < 0) {
    throw new Error('trustedProxyHops counts proxies: 0, 1, 2, …')
  }
  const security = compileSecurityHeaders(options.headers ?? {}, options.production)
  return {
    options,
    listener,
    clock,
    limits: compileRequestLimits(options),
    plan: planHeaders(security.fixed, {
      cors: options.cors !== undefined,
      policyPerAnswer: security.cspFor !== undefined,
    }),
    security,
    deadlines: new Deadlines(clock, expire),
    arriving: new Deadlines(clock, endSlowBody),
    isOverloaded: watchOverload(options.overload ?? {}),
    addressOf: (request) => findClientAddress(request, trustedProxyHops),
    newNonce: () => randomBytes(16).toString('base64'),
    record: createRecorder(options),
    countMalformed: countMalformedIn(options.metrics),
    inFlight: 0,
    streams: 0,
    isDraining: false,
    waiters: [],
  }
}
