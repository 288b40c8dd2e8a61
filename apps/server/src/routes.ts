import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/** What answers below a path. Longest prefix first wins; `/` answers the rest. */
export type PathTable = readonly (readonly [prefix: string, listener: RequestListener])[]

/** Sends each request to the first listener whose prefix its path begins with. */
export function routeByPath(table: PathTable): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/'
    const entry = table.find(([prefix]) => isBelow(path, prefix))
    entry?.[1](request, response)
  }
}

function isBelow(path: string, prefix: string): boolean {
  if (prefix === '/') return true
  if (!path.startsWith(prefix)) return false
  const next = path[prefix.length]
  return next === undefined || next === '/' || next === '?'
}
