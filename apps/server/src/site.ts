import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { readIfThere, serveFiles, type Elsewhere } from './static-files.ts'

// As Stripe lists them for its card form. Its script may not be served from anywhere else.
const stripe: Elsewhere = {
  scripts: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frames: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connections: ['https://api.stripe.com'],
}

/**
 * Serves the site that was built into `folder`. What is not there is answered with the site's own
 * page for that, status 404. Where cards are paid by Stripe, the page for paying may fetch its
 * form from there, and no other page.
 */
export function createSite(
  folder: string,
  { paysByStripe = false }: { readonly paysByStripe?: boolean } = {},
): RequestListener {
  return serveFiles({
    folder,
    hashesFile: join(folder, 'csp.json'),
    hashedPath: '/assets/',
    ...(paysByStripe ? { elsewhere: { '/pay': stripe } } : {}),
    notFoundPage: readIfThere(join(folder, '404.html')) ?? 'Not found',
  })
}
