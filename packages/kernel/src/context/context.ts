import { AsyncLocalStorage } from 'node:async_hooks'
import { newId } from '../ids/ids.ts'

/** What everything inside one request or job may know without being told. */
export interface RequestContext {
  readonly correlationId: string
  /** W3C trace context as received, when it was valid. */
  readonly traceparent?: string | undefined
  /** Aborts when the deadline passes or the client goes away. */
  readonly signal: AbortSignal
  /** When the answer must be there, on the clock's monotonic scale; absent outside requests. */
  readonly deadlineAtMs?: number | undefined
  /** Known after authentication. */
  actorId?: string | undefined
  organisationId?: string | undefined
  /** The route's template, for metrics and logs: `/api/v1/bookings/:id`. */
  route?: string | undefined
}

/** Why a signal aborts when nobody waits for the answer any more: no failure of ours. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'

  constructor() {
    super('The client went away')
  }
}

const storage = new AsyncLocalStorage<RequestContext>()

/** Runs `work` so that everything it calls, also later, sees `context`. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work)
}

export function currentContext(): RequestContext | undefined {
  return storage.getStore()
}

const correlationPattern = /^[A-Za-z0-9._-]{1,128}$/
const traceparentPattern =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/**
 * The caller's `X-Correlation-ID`, else its `X-Request-ID`, when it is harmless;
 * anything else is replaced by a new UUIDv7.
 */
export function acceptCorrelationId(headers: {
  readonly [name: string]: string | readonly string[] | undefined
}): string {
  const offered = headers['x-correlation-id'] ?? headers['x-request-id']
  return typeof offered === 'string' && correlationPattern.test(offered) ? offered : newId()
}

/** The W3C `traceparent` header when it is well formed (https://www.w3.org/TR/trace-context/). */
export function acceptTraceparent(offered: string | readonly string[] | undefined) {
  return typeof offered === 'string' && traceparentPattern.test(offered) ? offered : undefined
}
