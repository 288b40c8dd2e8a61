import type { Route } from '../contract/contract.ts'

export const apiPrefixes = ['/api/v1', '/api'] as const

/** Answers questions about addresses without calling anything. */
export interface RouteTable {
  /** The methods that an address takes, with HEAD and OPTIONS; empty when it is unknown. */
  allowedMethods(path: string): readonly string[]
  /** What OPTIONS says of an address besides `Allow`. */
  optionsHeaders(path: string): Readonly<Record<string, string>>
  /** The route that answers, as the router would choose it. */
  find(method: string, path: string): Route | undefined
}

/** `documents` are paths that answer GET and are no routes of the contract. */
export function createRouteTable(
  routes: readonly Route[],
  documents: readonly string[] = [],
): RouteTable {
  const entries = bySpecificity(routes).map((route) => ({ route, pattern: patternOf(route.path) }))
  const at = (path: string) => entries.filter(({ pattern }) => pattern.test(path))
  const documentPatterns = documents.map(patternOf)
  return {
    allowedMethods(path) {
      const isDocument = documentPatterns.some((pattern) => pattern.test(path))
      const methods = isDocument ? ['GET'] : at(path).map(({ route }) => route.method)
      if (methods.length === 0) return []
      const implied = methods.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS']
      return [...new Set([...methods, ...implied])].sort()
    },
    optionsHeaders: (path) =>
      Object.assign({}, ...at(path).map(({ route }) => route.optionsHeaders)),
    find(method, path) {
      const wanted = method === 'HEAD' ? 'GET' : method
      return at(path).find(({ route }) => route.method === wanted)?.route
    },
  }
}

/** Fixed segments before parameters, so that `/bookings/new` is not taken for an id. */
export function bySpecificity(routes: readonly Route[]): Route[] {
  return routes.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

function rank(route: Route): string {
  return route.path.replaceAll('/:', '/\u{10ffff}')
}

function patternOf(path: string): RegExp {
  const segments = path
    .split('/')
    .map((segment) =>
      segment.startsWith(':') ? '[^/]+' : segment.replace(/[^A-Za-z0-9]/g, String.raw`\$&`),
    )
  return new RegExp(`^/api(?:/v1)?${segments.join('/')}$`)
}
