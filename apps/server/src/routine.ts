/**
 * The files of a page and the reading of metrics: many lines of the access log, and none that
 * anybody asks for while they go well. A page itself is not among them, and neither is the API.
 */
export function isRoutine(method: string, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  return path === '/metrics' || (isFile(path) && !path.startsWith('/api/'))
}

function isFile(path: string): boolean {
  return /\.[a-z0-9]{1,11}$/i.test(path)
}
