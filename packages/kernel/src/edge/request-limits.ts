import type { IncomingMessage } from 'node:http'
import { requestProblems, type Problem } from '../problems/problems.ts'
import type { EdgeOptions } from './options.ts'

export interface RequestLimits {
  readonly maxUrlLength: number
  readonly maxHeaderCount: number
  readonly methods: ReadonlySet<string>
  readonly allow: string
  isKnownHost(host: string): boolean
}

const defaultMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export function compileRequestLimits(options: EdgeOptions): RequestLimits {
  const methods = options.methods ?? defaultMethods
  return {
    maxUrlLength: options.maxUrlLength ?? 8_192,
    maxHeaderCount: options.maxHeaderCount ?? 100,
    methods: new Set(methods),
    allow: methods.join(', '),
    isKnownHost: compileHosts(options.hosts),
  }
}

/** Why the request can not be taken, if so. Turns an absolute target into its path. */
export function refusalOf(
  limits: RequestLimits,
  request: IncomingMessage,
  allowed: { readonly upgrades: boolean } = noUpgrades,
): Problem | undefined {
  const { method = '', url = '', headers } = request
  if (url.length > limits.maxUrlLength) return requestProblems.addressTooLong()
  if (request.rawHeaders.length > limits.maxHeaderCount * 2) {
    return requestProblems.headersTooLarge()
  }
  if (!limits.methods.has(method)) {
    return requestProblems.methodNotAllowed({}, { headers: { allow: limits.allow } })
  }
  const { host } = headers
  if (!isHostUsable(limits, request, host)) return requestProblems.malformed({ reason: 'host' })
  if (url.charCodeAt(0) !== slash && !useOriginForm(request, host)) {
    return requestProblems.malformed({ reason: 'target' })
  }
  if (!allowed.upgrades && headers.upgrade?.toLowerCase() === 'websocket') {
    return requestProblems.malformed({ reason: 'upgrade' })
  }
  return undefined
}

const slash = 47
const noUpgrades = { upgrades: false }

function isHostUsable(
  limits: RequestLimits,
  request: IncomingMessage,
  host: string | undefined,
): boolean {
  // HTTP/1.0 knows no Host; a service that insists on its names takes none without.
  if (host === undefined) return request.httpVersion === '1.0' && limits.isKnownHost('')
  return host !== '' && limits.isKnownHost(host) && countHosts(request.rawHeaders) === 1
}

/** Node keeps the first of two Host headers; a proxy in front may have routed by the second. */
function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts
}

/** `GET http://host/path` means `/path` here when it names the same host; `*` is for OPTIONS. */
function useOriginForm(request: IncomingMessage, host: string | undefined): boolean {
  const { url = '' } = request
  if (url === '*') return request.method === 'OPTIONS'
  const target = /^https?:\/\/([^/?#@]+)(\/[^#]*)?$/i.exec(url)
  if (target === null || target[1]?.toLowerCase() !== host?.toLowerCase()) return false
  request.url = target[2] ?? '/'
  return true
}

const hostPattern = /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i

/** Whether requests for this `Host` are ours; the empty text stands for none. */
function compileHosts(hosts: readonly string[] | undefined): (host: string) => boolean {
  const known = hosts && new Set(hosts.map((host) => host.toLowerCase()))
  const judge = (host: string) => {
    if (known === undefined) return host === '' || (host.length <= 260 && hostPattern.test(host))
    const name = host.toLowerCase()
    if (name.startsWith('*')) return false
    const bare = name.replace(/:[0-9]+$/, '')
    return known.has(name) || known.has(bare) || known.has(bare.replace(/^[a-z0-9-]+\./, '*.'))
  }
  // Nearly all requests name the same host.
  let lastGood: string | undefined
  return (host) => {
    if (host === lastGood) return true
    if (!judge(host)) return false
    lastGood = host
    return true
  }
}
