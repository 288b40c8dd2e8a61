import type { IncomingHttpHeaders } from 'node:http'
import { prefixOf } from './shop-address.ts'

/** How a visit came, and to whom. */
export interface Passage {
  readonly slug: string
  /** `host`: an origin of the shop's own. `path`: beside the console, at its very origin. */
  readonly form: 'host' | 'path'
  readonly clientAddress: string
  readonly protocol: 'http' | 'https'
  readonly correlationId: string | undefined
}

/** Between two ends of one connection alone (RFC 9110, 7.6.1). */
export const hopHeaders: ReadonlySet<string> = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  'expect',
])

const forwardedPattern = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-correlation-id|x-request-id)$/

/**
 * What a shop is told: what its visitor sent, without what is the platform's or the connection's,
 * and where the visit came from in our own words alone.
 */
export function headersForShop(given: IncomingHttpHeaders, passage: Passage): IncomingHttpHeaders {
  const named = new Set(
    String(given.connection ?? '')
      .toLowerCase()
      .split(/\s*,\s*/),
  )
  const kept = Object.entries(given).filter(
    ([name]) => !hopHeaders.has(name) && !named.has(name) && !forwardedPattern.test(name),
  )
  const { cookie, authorization, ...headers }: IncomingHttpHeaders = Object.fromEntries(kept)
  const cookies = cookiesForShop(cookie, passage)
  const isTheirs = passage.form === 'host' && !isOfPlatform(authorization)
  return {
    ...headers,
    ...transferOf(given),
    ...(given.host === undefined ? {} : { host: given.host }),
    ...(cookies === '' ? {} : { cookie: cookies }),
    ...(isTheirs && authorization !== undefined ? { authorization } : {}),
    'x-forwarded-for': passage.clientAddress,
    'x-forwarded-proto': passage.protocol,
    'x-forwarded-host': given.host ?? '',
    ...(passage.form === 'path' ? { 'x-forwarded-prefix': prefixOf(passage.slug) } : {}),
    ...(passage.correlationId === undefined ? {} : { 'x-correlation-id': passage.correlationId }),
  }
}

/** How long the body is, whatever the connection said about it. */
function transferOf(given: IncomingHttpHeaders): IncomingHttpHeaders | undefined {
  const coding = given['transfer-encoding']
  const length = given['content-length']
  if (coding !== undefined) return { 'transfer-encoding': coding }
  return length === undefined ? undefined : { 'content-length': length }
}

function isOfPlatform(authorization: string | undefined): boolean {
  return authorization !== undefined && /^\s*bearer\s+hf_/i.test(authorization)
}

const platformCookie = /^(?:__Host-|__Secure-)?holdfast_/i

/** Whether a cookie of this name is the platform's own. */
export function isPlatformCookie(name: string): boolean {
  return platformCookie.test(name)
}

/** What a shop's cookies are called at the platform's own origin: nobody else's look like it. */
export function cookiePrefixOf(slug: string): string {
  return `shop.${slug}.`
}

function cookiesForShop(header: string | undefined, { form, slug }: Passage): string {
  const pairs = (header ?? '').split(/;\s*/).filter((pair) => pair !== '')
  if (form === 'host') {
    return pairs.filter((pair) => !isPlatformCookie(nameOf(pair))).join('; ')
  }
  const prefix = cookiePrefixOf(slug)
  const own = pairs.filter((pair) => pair.startsWith(prefix))
  return own.map((pair) => pair.slice(prefix.length)).join('; ')
}

function nameOf(pair: string): string {
  return (pair.split('=', 1)[0] ?? '').trim()
}
