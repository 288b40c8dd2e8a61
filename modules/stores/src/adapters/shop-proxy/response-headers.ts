import type { IncomingHttpHeaders } from 'node:http'
import { cookiePrefixOf, hopHeaders, isPlatformCookie, type Passage } from './request-headers.ts'
import { prefixOf } from './shop-address.ts'

/**
 * What a shop's answer may say. At an origin of its own nearly everything; at the platform's
 * origin what shows a page and nothing that acts on the others: no script runs, forms go to the
 * shop alone, cookies are the shop's own, and nothing is said about the whole origin.
 */
export function headersFromShop(
  given: IncomingHttpHeaders,
  passage: Passage & { readonly host: string | undefined },
): IncomingHttpHeaders {
  const named = new Set(
    String(given.connection ?? '')
      .toLowerCase()
      .split(/\s*,\s*/),
  )
  const mayPass = passage.form === 'host' ? isNoHopHeader : isHarmless
  const kept = Object.entries(given).filter(
    ([name]) => mayPass(name) && !named.has(name) && name !== 'set-cookie',
  )
  const headers: IncomingHttpHeaders = Object.fromEntries(kept)
  const cookies = (given['set-cookie'] ?? []).flatMap((line) => cookieOfShop(line, passage))
  return {
    ...headers,
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    ...(passage.form === 'path' ? tamed(headers, passage) : {}),
  }
}

function isNoHopHeader(name: string): boolean {
  return !hopHeaders.has(name)
}

const harmless: ReadonlySet<string> = new Set([
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'location',
  'retry-after',
  'transfer-encoding',
  'vary',
])

function isHarmless(name: string): boolean {
  return harmless.has(name)
}

type AtOrigin = Passage & { readonly host: string | undefined }

/** What makes an answer harmless where the console lives, too. */
function tamed(headers: IncomingHttpHeaders, passage: AtOrigin): IncomingHttpHeaders {
  const { location } = headers
  return {
    'content-security-policy': policyAt(passage),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'content-type': typeOf(headers['content-type']),
    ...(location === undefined ? {} : { location: below(passage, location) }),
  }
}

const scripts = /javascript|ecmascript|jscript|livescript|wasm/i

/** The console's own policy lets scripts of this origin run: none may be found below a shop. */
function typeOf(type: string | undefined): string {
  if (type === undefined) return 'application/octet-stream'
  return scripts.test(type) ? 'text/plain; charset=utf-8' : type
}

function policyAt({ slug, protocol, host }: AtOrigin): string {
  const isPlain = host !== undefined && /^[a-z0-9.-]+(:\d{1,5})?$/i.test(host)
  const own = isPlain ? `${protocol}://${host}${prefixOf(slug)}/` : "'none'"
  return [
    "default-src 'none'",
    `style-src ${own}`,
    `img-src ${own}${isPlain ? ' data:' : ''}`,
    `font-src ${own}`,
    `form-action ${own}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A shop that knows nothing of its prefix sends people to `/cart`, which is not its own here. */
function below({ slug }: Passage, location: string): string {
  const prefix = prefixOf(slug)
  const isAbsolutePath = location.startsWith('/') && !location.startsWith('//')
  if (!isAbsolutePath || location.startsWith(`${prefix}/`)) return location
  return `${prefix}${location}`
}

const mostNameLength = 200

function cookieOfShop(line: string, passage: Passage): readonly string[] {
  const [pair = '', ...attributes] = line.split(/;\s*/)
  const name = pair.split('=', 1)[0]?.trim() ?? ''
  if (name === '' || name.length > mostNameLength || isPlatformCookie(name)) return []
  // For this host alone, whatever the shop would like.
  const narrowed = attributes.filter((one) => !/^domain\s*(=|$)/i.test(one))
  if (passage.form === 'host') return [[pair, ...narrowed].join('; ')]
  const others = narrowed.filter((one) => !/^path\s*(=|$)/i.test(one))
  const path = `Path=${prefixOf(passage.slug)}/`
  return [[`${cookiePrefixOf(passage.slug)}${pair}`, ...others, path].join('; ')]
}
