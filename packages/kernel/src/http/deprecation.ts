import type { Route } from '../contract/contract.ts'

/** `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) of a route that should not be used. */
export function deprecationHeaders(route: Route): Record<string, string> {
  if (!route.deprecated) return {}
  const since = Math.floor(Date.parse(route.deprecated.since) / 1000)
  return {
    deprecation: `@${since}`,
    sunset: new Date(route.deprecated.sunset).toUTCString(),
  }
}
