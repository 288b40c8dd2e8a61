import type { IncomingMessage } from 'node:http'
import { isIP, isIPv6 } from 'node:net'

/**
 * Who sent the request: the peer of the connection, or behind `hops` trusted proxies the
 * address that the outermost of them saw. Each proxy appends one entry to `X-Forwarded-For`,
 * so only the last `hops` entries are believed; what a client wrote itself stands before them.
 */
export function findClientAddress(request: IncomingMessage, hops: number): string {
  const peer = request.socket.remoteAddress
  const forwarded = hops > 0 ? request.headers['x-forwarded-for'] : undefined
  if (forwarded === undefined) return normalise(peer)
  const entries = String(forwarded).split(',')
  const entry = entries[Math.max(0, entries.length - hops)]?.trim() ?? ''
  const address = withoutPort(entry)
  return isIP(address) === 0 ? normalise(peer) : normalise(address)
}

/**
 * Whom a limit counts: an IPv4 address, but the /64 network of an IPv6 address, since one
 * household or one rented server has that many addresses to choose from.
 */
export function limitedSubject(address: string): string {
  return address.includes(':') ? networkOf(address) : address
}

const mappedPrefix = '::ffff:'

function normalise(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  const isMapped = address.startsWith(mappedPrefix) && address.includes('.')
  return isMapped ? address.slice(mappedPrefix.length) : address
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write. */
function withoutPort(entry: string): string {
  if (entry.startsWith('[')) return entry.slice(1, Math.max(1, entry.indexOf(']')))
  const colon = entry.indexOf(':')
  return colon >= 0 && colon === entry.lastIndexOf(':') ? entry.slice(0, colon) : entry
}

/** The first four groups, written one way only. */
function networkOf(address: string): string {
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return address
  const [start = '', end] = bare.split('::')
  const before = groupsOf(start)
  const after = groupsOf(end ?? '')
  const missing = end === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after].slice(0, 4)
  return `${groups.join(':')}::/64`
}

function groupsOf(part: string): string[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => {
    // A dotted IPv4 tail stands for two groups.
    return group.includes('.') ? ['0', '0'] : [Number.parseInt(group, 16).toString(16)]
  })
}
