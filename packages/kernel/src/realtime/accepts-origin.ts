import type { IncomingHttpHeaders } from 'node:http'
import { compileOrigins } from '../cors/origins.ts'

/** Whether whatever sent these headers may open a stream. */
export type AcceptsOrigin = (headers: IncomingHttpHeaders) => boolean

/**
 * Pages of the service itself, pages of `origins`, and programs, which name no origin. Browsers
 * leave `Origin` out within one origin, and tell by `Sec-Fetch-Site` when it is not one.
 */
export function createAcceptsOrigin(publicUrl: string, origins: readonly string[]): AcceptsOrigin {
  const allowed = compileOrigins(origins)
  const own = new URL(publicUrl)
  return ({ origin, host, 'sec-fetch-site': site }) => {
    if (origin === undefined) return site === undefined || ownSites.has(String(site))
    if (origin === own.origin || (allowed.allows(origin) && !allowed.any)) return true
    // A development machine is reached by several names; by https there is one.
    return own.protocol === 'http:' && origin === `http://${host}`
  }
}

const ownSites = new Set(['same-origin', 'none'])
