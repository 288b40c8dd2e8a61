import { readFailure, type Failure, type Result } from './failure.ts'
import { nextAttemptDelay } from './retry-policy.ts'

export interface Call {
  readonly method: 'GET' | 'POST'
  /** Below `/api/v1`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly timeoutMs: number
  /** Makes a write safe to repeat. */
  readonly idempotencyKey?: string
  readonly accessToken?: string
  readonly signal?: AbortSignal
}

/** The outside world of a call, so that tests can supply it. */
export interface Network {
  fetch(url: string, init: RequestInit): Promise<Response>
  isOnline(): boolean
  wait(ms: number): Promise<void>
  random(): number
}

export const browserNetwork: Network = {
  fetch: (url, init) => fetch(url, init),
  isOnline: () => navigator.onLine,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
}

/**
 * Calls the API. Reads and keyed writes are tried up to three times; every attempt of a keyed
 * write carries the same key. Never throws: aborted by the caller counts as a timeout.
 */
export async function callApi<Value>(call: Call, network = browserNetwork): Promise<Result<Value>> {
  const repeatable = call.method === 'GET' || call.idempotencyKey !== undefined
  for (let attempt = 1; ; attempt += 1) {
    const result = await attemptOnce<Value>(call, network)
    if (result.ok || !repeatable || call.signal?.aborted) return result
    const delayMs = nextAttemptDelay(result.failure, attempt, network.random())
    if (delayMs === undefined) return result
    await network.wait(delayMs)
  }
}

async function attemptOnce<Value>(call: Call, network: Network): Promise<Result<Value>> {
  if (!network.isOnline()) return failed({ kind: 'offline' })
  const deadline = AbortSignal.timeout(call.timeoutMs)
  try {
    const response = await network.fetch(addressOf(call), requestOf(call, deadline))
    if (!response.ok) return failed(await readFailure(response, new Date()))
    // The contract says what this route answers with; the server checks it before sending.
    const value = (await response.json()) as Value
    return { ok: true, value }
  } catch {
    if (deadline.aborted || call.signal?.aborted) return failed({ kind: 'timeout' })
    return failed({ kind: network.isOnline() ? 'network' : 'offline' })
  }
}

function requestOf(call: Call, deadline: AbortSignal): RequestInit {
  return {
    method: call.method,
    headers: headersOf(call),
    signal: call.signal ? AbortSignal.any([deadline, call.signal]) : deadline,
    credentials: 'same-origin',
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  }
}

function headersOf(call: Call): Record<string, string> {
  return {
    accept: 'application/json',
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
    ...(call.accessToken ? { authorization: `Bearer ${call.accessToken}` } : {}),
  }
}

function addressOf(call: Call): string {
  const query = Object.entries(call.query ?? {}).map(([name, value]) => [name, String(value)])
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`
  return `/api/v1${call.path}${search}`
}

function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure }
}
