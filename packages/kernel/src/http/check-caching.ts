import type { Route } from '../contract/contract.ts'

/** The tags under which clients keep answers of these routes. */
export function cacheTags(routes: readonly Route[]): ReadonlySet<string> {
  return new Set(routes.flatMap((route) => route.cache?.tags ?? []).map(nameless))
}

/** What would make a client keep an answer that it must not, or never let go of one. */
export function findWrongCaching(route: Route, tags: ReadonlySet<string>): string[] {
  const { cache, invalidates = [], method } = route
  const unknownTags = invalidates.filter((tag) => !tags.has(nameless(tag)))
  return [
    ...(cache && method !== 'GET' ? ['only the answer of a GET can be cached'] : []),
    ...(cache && !(cache.ttlMs > 0) ? ['cache.ttlMs is not positive'] : []),
    ...(invalidates.length > 0 && method === 'GET' ? ['a GET invalidates nothing'] : []),
    ...unknownTags.map((tag) => `no cached answer has the tag ${tag}`),
  ]
}

/** Two routes may call one parameter by different names. */
function nameless(tag: string): string {
  return tag.replaceAll(/:\w+/g, ':')
}
