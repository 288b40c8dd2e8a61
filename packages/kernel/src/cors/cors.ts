import type { IncomingHttpHeaders } from 'node:http'
import { compileOrigins, type Origins } from './origins.ts'

export interface CorsOptions {
  /** Exact origins, one-label wildcards such as `https://*.example.com`, or `*`. */
  readonly origins: readonly string[]
  /** Whether browsers may send cookies. Never together with `*`. */
  readonly credentials: boolean
  readonly methods?: readonly string[]
  /** Request headers that a page may set. */
  readonly allowedHeaders?: readonly string[]
  /** Answer headers that a page may read, besides those that every answer has. */
  readonly exposedHeaders?: readonly string[]
  /** Whether pages upload by tus: its headers may then be set and read besides. */
  readonly uploads?: boolean
}

/** What a page sends and reads that uploads by tus (https://tus.io/protocols/resumable-upload). */
const tus = {
  allowed: [
    'Tus-Resumable',
    'Upload-Checksum',
    'Upload-Concat',
    'Upload-Defer-Length',
    'Upload-Length',
    'Upload-Metadata',
    'Upload-Offset',
  ],
  exposed: [
    'Location',
    'Tus-Checksum-Algorithm',
    'Tus-Extension',
    'Tus-Max-Size',
    'Tus-Resumable',
    'Tus-Version',
    'Upload-Expires',
    'Upload-Length',
    'Upload-Metadata',
    'Upload-Offset',
  ],
}

/** Header names and values in turn, as `response.writeHead` takes them. */
export type FlatHeaders = readonly string[]

/** The CORS part of every answer, prepared as far as it can be. */
export interface Cors {
  /** For the answer to a request with this `Origin` header; `Vary: Origin` is always there. */
  headersFor(origin: string | undefined): FlatHeaders
  /** The whole answer to a preflight; undefined when an `OPTIONS` request is none. */
  preflight(headers: IncomingHttpHeaders): { status: number; headers: FlatHeaders } | undefined
}

const defaultMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const defaultAllowedHeaders = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'traceparent',
  'X-API-Key',
  'X-Correlation-ID',
  'X-Request-ID',
]
const alwaysExposed = [
  'X-Correlation-ID',
  'X-Request-ID',
  'RateLimit',
  'RateLimit-Policy',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
  'Content-Length',
]
const maxAgeSeconds = 86_400

/**
 * Compiles the rules. Throws for an origin that can not be matched exactly, for a wildcard
 * under which strangers can register names, and for `*` together with credentials.
 */
export function compileCors(options: CorsOptions): Cors {
  const origins = compileOrigins(options.origins)
  if (origins.any && options.credentials) {
    throw new Error('CORS: `*` with credentials would let every site act as the signed-in user.')
  }
  const headersFor = answerHeaders(origins, options)
  const permissions = [
    'Access-Control-Allow-Methods',
    (options.methods ?? defaultMethods).join(', '),
    'Access-Control-Allow-Headers',
    [
      ...(options.allowedHeaders ?? defaultAllowedHeaders),
      ...(options.uploads ? tus.allowed : []),
    ].join(', '),
    'Access-Control-Max-Age',
    String(maxAgeSeconds),
  ]
  return {
    headersFor,
    preflight(headers) {
      const { origin } = headers
      if (origin === undefined || headers['access-control-request-method'] === undefined) {
        return undefined
      }
      if (!origins.allows(origin)) return { status: 403, headers: [] }
      return { status: 204, headers: permissions }
    },
  }
}

/** The answer to an origin that was written out is put together once. */
function answerHeaders(origins: Origins, options: CorsOptions): Cors['headersFor'] {
  const own = [...(options.exposedHeaders ?? []), ...(options.uploads ? tus.exposed : [])]
  const exposed = [...alwaysExposed, ...own].join(', ')
  const stranger = ['Vary', 'Origin']
  const allowed = (origin: string): FlatHeaders => [
    ...stranger,
    'Access-Control-Allow-Origin',
    origin,
    ...(options.credentials ? ['Access-Control-Allow-Credentials', 'true'] : []),
    'Access-Control-Expose-Headers',
    exposed,
  ]
  const everyone = allowed('*')
  const prepared = new Map(origins.exact.map((origin) => [origin, allowed(origin)]))
  return (origin) => {
    if (origin === undefined) return stranger
    if (origins.any) return everyone
    return prepared.get(origin) ?? (origins.allows(origin) ? allowed(origin) : stranger)
  }
}
