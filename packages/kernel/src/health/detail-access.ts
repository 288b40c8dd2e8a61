import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface DetailAccessOptions {
  readonly production: boolean
  /** The bearer token that opens the details from anywhere. */
  readonly token?: string | undefined
}

/**
 * Returns whether a request may see the details: always outside production; in production with
 * the token, or from this very machine when no proxy passed it on.
 */
export function createDetailAccess(
  options: DetailAccessOptions,
): (request: IncomingMessage) => boolean {
  if (!options.production) return () => true
  const expected = options.token ? digest(`Bearer ${options.token}`) : undefined
  return (request) => isLocal(request) || carriesToken(request, expected)
}

function carriesToken(request: IncomingMessage, expected: Buffer | undefined): boolean {
  const offered = request.headers.authorization
  if (!expected || offered === undefined) return false
  return timingSafeEqual(digest(offered), expected)
}

// Digests have one length, so the comparison takes the same time for every offer.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

const loopback = /^(?:::ffff:)?127\.|^::1$/

function isLocal(request: IncomingMessage): boolean {
  if (!loopback.test(request.socket.remoteAddress ?? '')) return false
  return !Object.keys(request.headers).some(isForwardingHeader)
}

const forwardingHeaders = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-host',
  'x-envoy-external-address',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-ray',
  'fastly-client-ip',
  'x-azure-clientip',
  'x-appengine-user-ip',
  'cdn-loop',
])

function isForwardingHeader(name: string): boolean {
  return (
    forwardingHeaders.has(name) ||
    name.startsWith('x-forwarded') ||
    name.startsWith('x-original-forwarded')
  )
}
