import type { Listener } from '@holdfast/kernel/edge'

/** What answers below a path, the first match wins; `/` answers the rest. */
export type PathTable = readonly (readonly [prefix: string, listener: Listener])[]

/** Sends each request to the first listener whose prefix its path begins with. */
export function routeByPath(table: PathTable): Listener {
  return (request, response) => {
    const path = request.url ?? '/'
    const entry = table.find(([prefix]) => isBelow(path, prefix))
    return entry?.[1](request, response)
  }
}

function isBelow(path: string, prefix: string): boolean {
  if (prefix === '/') return true
  if (!path.startsWith(prefix)) return false
  const next = path[prefix.length]
  return next === undefined || next === '/' || next === '?'
}
