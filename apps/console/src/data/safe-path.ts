const home = '/console'

/**
 * Where to go after signing in: a path of the console itself, or undefined. What is written in an
 * address could lead elsewhere, so everything but an own path is dropped.
 */
export function safePath(path: unknown, origin: string): string | undefined {
  if (typeof path !== 'string' || !path.startsWith('/')) return undefined
  if (!URL.canParse(path, origin)) return undefined
  const url = new URL(path, origin)
  if (url.origin !== origin) return undefined
  const isOwn = url.pathname === home || url.pathname.startsWith(`${home}/`)
  if (!isOwn || url.pathname.startsWith(`${home}/sign-in`)) return undefined
  return `${url.pathname}${url.search}`
}
