import type { MiddlewareHandler } from 'hono'

/**
 * Lets a form come from this shop's own pages alone. Browsers say where a form was: whoever says
 * nothing is no browser, and has nobody's cookies but its own.
 */
export const formsFromHere: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? next() : refuse()
  const origin = c.req.header('origin')
  if (origin !== undefined && hostOf(origin) !== c.req.header('host')) return refuse()
  return next()
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}

function refuse(): Response {
  return new Response('This form came from another site. Go back to the shop and try again.\n', {
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
