import type { Clock } from '../clock/clock.ts'
import { currentTraceparent, isTracing, withSpan } from '../tracing/tracing.ts'
import { OutboundError, type OutboundErrorKind } from './outbound-error.ts'
import { AddressRefused } from './public-address.ts'
import { OutboundResponse } from './response.ts'
import type { Transport } from './transport.ts'

/** One request, and what bounds it. */
export interface Attempt {
  readonly provider: string
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body?: Uint8Array<ArrayBuffer> | undefined
  readonly transport: Transport
  readonly clock: Clock
  /** Until the whole answer is there. */
  readonly timeoutMs: number
  /** Of the answer's body, decoded. */
  readonly maxResponseBytes: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Sends one request and reads the whole answer, whatever its status. Throws OutboundError of kind
 * network, timeout, too-large or refused-address, and the signal's own reason when it aborts.
 */
export async function attempt(asked: Attempt): Promise<OutboundResponse> {
  return isTracing() ? attemptTraced(asked) : attemptPlain(asked)
}

/** The next service goes on with the trace from here. Its address says no path: it may hold a name. */
function attemptTraced(asked: Attempt): Promise<OutboundResponse> {
  const { provider, method, url } = asked
  const attributes = { 'http.request.method': method, 'server.address': url.hostname, provider }
  return withSpan(`${method} ${provider}`, { kind: 'client', attributes }, async (span) => {
    const headers = new Headers(asked.headers)
    headers.set('traceparent', currentTraceparent() ?? '')
    const response = await attemptPlain({ ...asked, headers })
    span?.setAttribute('http.response.status_code', response.status)
    return response
  })
}

async function attemptPlain(asked: Attempt): Promise<OutboundResponse> {
  const { signal } = asked
  signal?.throwIfAborted()
  const ending = new AbortController()
  const cancel = asked.clock.schedule(asked.timeoutMs, () => ending.abort(timeIsUp))
  const abandon = () => ending.abort(signal?.reason)
  signal?.addEventListener('abort', abandon, { once: true })
  try {
    return await exchange(asked, ending.signal)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw toOutboundError(asked.provider, ending.signal.aborted ? timeIsUp : error)
  } finally {
    cancel()
    signal?.removeEventListener('abort', abandon)
  }
}

async function exchange(asked: Attempt, signal: AbortSignal): Promise<OutboundResponse> {
  const { url, method, headers, body, transport, maxResponseBytes } = asked
  const response = await transport(url, { method, headers, body, signal })
  const bytes = await readAtMost(response, maxResponseBytes)
  return new OutboundResponse(response.status, response.headers, bytes)
}

async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) throw new TooLarge()
    chunks.push(chunk)
  }
  const whole = new Uint8Array(sizeBytes)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

const timeIsUp = new Error('The time for this attempt is up')

function toOutboundError(provider: string, error: unknown): OutboundError {
  const kind = kindOf(error)
  return new OutboundError({
    provider,
    kind,
    ...(kind === 'network' ? { reason: codeOf(error) } : {}),
  })
}

function kindOf(error: unknown): OutboundErrorKind {
  if (error === timeIsUp) return 'timeout'
  if (error instanceof TooLarge) return 'too-large'
  return findCause(error, (cause) => cause instanceof AddressRefused)
    ? 'refused-address'
    : 'network'
}

/** The first code in the chain of causes: `fetch failed` says nothing, its cause does. */
function codeOf(error: unknown): string | undefined {
  const coded = findCause(error, (cause) => 'code' in cause && typeof cause.code === 'string')
  return coded && 'code' in coded ? String(coded.code) : undefined
}

function findCause(error: unknown, isSought: (cause: Error) => boolean): Error | undefined {
  let cause = error
  for (let depth = 0; depth < 5 && cause instanceof Error; depth++) {
    if (isSought(cause)) return cause
    cause = cause instanceof AggregateError ? (cause.errors[0] ?? cause.cause) : cause.cause
  }
  return undefined
}
