/** Each header of a browser's protection: another value, or `false` to leave it out. */
export interface SecurityHeaders {
  /** A policy, or one made for each answer from a fresh nonce (see `cspNonce`). */
  readonly csp?: string | ((nonce: string) => string) | false
  /** Sent in production only: a browser would remember it for a developer's localhost. */
  readonly strictTransportSecurity?: string | false
  readonly frameOptions?: string | false
  readonly referrerPolicy?: string | false
  readonly openerPolicy?: string | false
  readonly resourcePolicy?: string | false
  readonly permissionsPolicy?: string | false
}

export interface CompiledSecurityHeaders {
  /** Names and values in turn, the same for every answer. */
  readonly fixed: readonly string[]
  readonly cspFor: ((nonce: string) => string) | undefined
}

/** Nothing may be loaded or framed: right for an API; pages bring a policy of their own. */
const closedPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const twoYears = 'max-age=63072000; includeSubDomains'
const noSensors = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'

/** Puts the headers together once. */
export function compileSecurityHeaders(
  options: SecurityHeaders,
  production: boolean,
): CompiledSecurityHeaders {
  const csp = options.csp ?? closedPolicy
  const hsts = production ? (options.strictTransportSecurity ?? twoYears) : false
  const table: readonly (readonly [string, string | false])[] = [
    ['Strict-Transport-Security', hsts],
    ['Content-Security-Policy', typeof csp === 'function' ? false : csp],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', options.frameOptions ?? 'DENY'],
    ['Referrer-Policy', options.referrerPolicy ?? 'no-referrer'],
    ['Cross-Origin-Opener-Policy', options.openerPolicy ?? 'same-origin'],
    ['Cross-Origin-Resource-Policy', options.resourcePolicy ?? 'same-origin'],
    ['Permissions-Policy', options.permissionsPolicy ?? noSensors],
  ]
  return {
    fixed: table.flatMap(([name, value]) => (value === false ? [] : [name, value])),
    cspFor: typeof csp === 'function' ? csp : undefined,
  }
}
