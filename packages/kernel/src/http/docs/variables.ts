import type { Route } from '../../contract/contract.ts'
import { credentialsOf } from './credentials.ts'

/** The shell variable for each id in a route's path: `/stations/:id` has `id` in `STATION`. */
export function idVariables({ path }: Route): ReadonlyMap<string, string> {
  return new Map(
    [...path.matchAll(/\/([a-z-]+)\/:([A-Za-z0-9_]+)/g)].map(([, collection = '', name = '']) => [
      name,
      variableOf(collection),
    ]),
  )
}

/** Commands that set the variables: each takes the first id of a list. */
export function variableCommands(routes: readonly Route[], origin: string): readonly string[] {
  const used = new Set(routes.flatMap((route) => [...idVariables(route).values()]))
  return routes.flatMap((route) => {
    const { method, path } = route
    const variable = variableOf(path.slice(path.lastIndexOf('/') + 1))
    if (method !== 'GET' || !used.has(variable)) return []
    const shown = credentialsOf(route, origin).map((one) => ` ${one}`)
    const firstId = `grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4`
    return [`${variable}=$(curl -s '${origin}/api/v1${path}'${shown.join('')} | ${firstId})`]
  })
}

function variableOf(collection: string): string {
  return collection.replace(/s$/, '').replaceAll('-', '_').toUpperCase()
}
