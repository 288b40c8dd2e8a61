import type { Route } from '../contract/contract.ts'
import type { StoredResponse } from '../idempotency/idempotency.ts'
import { entityTag, isFresh } from './conditional.ts'

export interface Answer {
  readonly response: StoredResponse
  readonly cookies?: readonly string[]
  /** Instead of the text. */
  readonly bytes?: Uint8Array<ArrayBuffer>
}

/**
 * The answer to a request that succeeded. A GET may be kept by its caller and must be asked
 * for again; its entity tag makes that cheap. Everything else is kept by nobody, and so is an
 * answer that sets cookies.
 */
export function successResponse(
  route: Route,
  { response: stored, cookies = [], bytes }: Answer,
  request: { readonly headers: Headers; readonly extra: Readonly<Record<string, string>> },
): Response {
  if (cookies.length > 0) return withCookies(stored, cookies, request.extra)
  const headers = { ...request.extra, ...cachingHeaders(route, stored), ...stored.headers }
  const tag = headers['etag']
  if (tag !== undefined && isFresh(request.headers.get('if-none-match'), tag)) {
    const { 'content-type': _, ...kept } = headers
    return new Response(null, { status: 304, headers: kept })
  }
  const text = stored.body === '' ? null : stored.body
  return new Response(bytes ?? text, { status: stored.status, headers })
}

function withCookies(
  stored: StoredResponse,
  cookies: readonly string[],
  extra: Readonly<Record<string, string>>,
): Response {
  const headers = new Headers({ ...extra, ...stored.headers, 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(stored.body === '' ? null : stored.body, { status: stored.status, headers })
}

function cachingHeaders(route: Route, stored: StoredResponse): Record<string, string> {
  const tag =
    route.method === 'GET' && stored.status === 200 && stored.body !== ''
      ? (stored.headers['etag'] ?? entityTag(stored.body))
      : undefined
  if (tag === undefined) return { 'cache-control': 'no-store' }
  return {
    etag: tag,
    'cache-control': route.access === 'public' ? 'no-cache' : 'private, no-cache',
    vary: 'Authorization, Cookie',
  }
}
