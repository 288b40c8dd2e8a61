import { isRepeatable } from './retry.ts'

export interface OutboundCall {
  /** `GET` unless told. */
  readonly method?: string
  /** Below the base address: `/payments/42`. Parts that come from outside must be encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | URLSearchParams
  /** Sent as JSON in place of a body. */
  readonly json?: unknown
  /** The same at each attempt of one intent; it makes a write repeatable. */
  readonly idempotencyKey?: string
  /** The provider does nothing twice although there is no key: a question asked by POST. */
  readonly isRepeatable?: boolean
  readonly signal?: AbortSignal | undefined
  /** In place of the provider's own. */
  readonly timeoutMs?: number
  readonly totalMs?: number
}

/** A call as it goes out, the same at each attempt. */
export interface PreparedCall {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body?: Uint8Array<ArrayBuffer> | undefined
  readonly signal?: AbortSignal | undefined
  readonly isRepeatable: boolean
  readonly timeoutMs?: number | undefined
  readonly totalMs?: number | undefined
  /** A signal of a Request is forgotten with its Request: these live as long as the call. */
  readonly keptAlive?: readonly unknown[]
}

/** Throws TypeError for a path that would leave the provider's origin or its base path. */
export function prepareCall(baseUrl: URL, call: OutboundCall): PreparedCall {
  const url = below(baseUrl, call.path)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const headers = new Headers(call.headers)
  if (call.idempotencyKey !== undefined) headers.set('idempotency-key', call.idempotencyKey)
  const { bytes, contentType } = bodyOf(call)
  if (contentType !== undefined && !headers.has('content-type')) {
    headers.set('content-type', contentType)
  }
  const { method = 'GET', signal, timeoutMs, totalMs } = call
  const mayRepeat = call.isRepeatable ?? isRepeatable(method, headers)
  return { url, method, headers, body: bytes, signal, timeoutMs, totalMs, isRepeatable: mayRepeat }
}

/** The same for what speaks fetch. A body that streams is read whole, so that it can be repeated. */
export async function prepareFetch(
  baseUrl: URL,
  ...asked: Parameters<typeof fetch>
): Promise<PreparedCall> {
  const request = new Request(...asked)
  const { method, headers, signal } = request
  const url = new URL(request.url)
  if (url.origin !== baseUrl.origin) throw new TypeError('The url is not of this provider')
  const keptAlive = [asked, request]
  const mayRepeat = isRepeatable(method, headers)
  const call = { url, method, headers, signal, isRepeatable: mayRepeat, keptAlive }
  return request.body ? { ...call, body: new Uint8Array(await request.arrayBuffer()) } : call
}

function below(baseUrl: URL, path: string): URL {
  const base = baseUrl.href.replace(/[?#].*$/, '').replace(/\/*$/, '/')
  const url = new URL(`.${path.startsWith('/') ? path : `/${path}`}`, base)
  if (!url.href.startsWith(base) || url.origin !== baseUrl.origin) {
    throw new TypeError('The path leads out of the provider')
  }
  return url
}

function bodyOf({ body, json }: OutboundCall) {
  if (json !== undefined) {
    return { bytes: encode(JSON.stringify(json)), contentType: 'application/json' }
  }
  if (body instanceof URLSearchParams) {
    const contentType = 'application/x-www-form-urlencoded;charset=UTF-8'
    return { bytes: encode(body.toString()), contentType }
  }
  if (typeof body === 'string') return { bytes: encode(body), contentType: 'text/plain' }
  return { bytes: body && new Uint8Array(body), contentType: undefined }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text))
}
