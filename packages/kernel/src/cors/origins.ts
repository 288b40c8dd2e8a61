import { getPublicSuffix } from 'tldts'

/** Decides which web origins a browser may call from. */
export interface Origins {
  /** True when every origin may; then the answer names `*`. */
  readonly any: boolean
  /** The origins that were written out, for answers prepared in advance. */
  readonly exact: readonly string[]
  allows(origin: string): boolean
}

interface Wildcard {
  /** `https://` */
  readonly start: string
  /** `.example.com` or `.example.com:8443` */
  readonly end: string
}

/**
 * Compiles a list of exact origins (`https://app.example.com`) and one-label wildcards
 * (`https://*.example.com`), or `*` for all. Throws for anything else, and says why.
 */
export function compileOrigins(list: readonly string[]): Origins {
  const any = list.includes('*')
  const written = list.filter((origin) => origin !== '*')
  const wildcards = written.filter((origin) => origin.includes('*')).map(parseWildcard)
  const exact = written.filter((origin) => !origin.includes('*')).map(parseExact)
  const known = new Set(exact)
  return {
    any,
    exact,
    allows: (origin) => any || known.has(origin) || matchesAny(wildcards, origin),
  }
}

function parseExact(origin: string): string {
  if (origin === 'null') throw refused(origin, 'any sandboxed page or file has this origin')
  if (!isCanonical(origin)) {
    throw refused(origin, 'write scheme, host and port as a browser sends them, nothing else')
  }
  return origin
}

function parseWildcard(pattern: string): Wildcard {
  const [start, end, ...more] = pattern.split('*')
  if (end === undefined || more.length > 0 || (start !== 'https://' && start !== 'http://')) {
    throw refused(pattern, 'the star stands once, for the whole first label')
  }
  const sample = `${start}sample${end}`
  if (!end.startsWith('.') || !isCanonical(sample)) {
    throw refused(pattern, 'below the star, write the host and port as a browser sends them')
  }
  const domain = new URL(sample).hostname.slice('sample.'.length)
  if (getPublicSuffix(domain, { allowPrivateDomains: true }) === domain) {
    throw refused(pattern, 'anyone can register a name there')
  }
  return { start, end }
}

function matchesAny(wildcards: readonly Wildcard[], origin: string): boolean {
  for (const { start, end } of wildcards) {
    if (!origin.startsWith(start) || !origin.endsWith(end)) continue
    if (isLabel(origin, start.length, origin.length - end.length) && isCanonical(origin))
      return true
  }
  return false
}

/** Whether this part of the text is one label of a host name: 1 to 63 of `a-z 0-9 -`. */
function isLabel(text: string, from: number, to: number): boolean {
  if (to <= from || to - from > 63) return false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    const isLetterOrDigit = (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
    const isInnerHyphen = code === 45 && at > from && at < to - 1
    if (!isLetterOrDigit && !isInnerHyphen) return false
  }
  return true
}

/**
 * Whether the text is an http(s) origin exactly as the URL standard writes it. That leaves no
 * room for userinfo, paths, default ports, upper case, control characters or unencoded names.
 */
function isCanonical(origin: string): boolean {
  const url = URL.parse(origin)
  if (url === null || url.origin !== origin) return false
  return (url.protocol === 'https:' || url.protocol === 'http:') && !url.hostname.endsWith('.')
}

function refused(origin: string, reason: string): Error {
  return new Error(`CORS: the origin ${JSON.stringify(origin)} is refused: ${reason}.`)
}
