import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { readIfThere, serveFiles } from './static-files.ts'

/**
 * Serves the site that was built into `folder`. What is not there is answered with the site's own
 * page for that, status 404.
 */
export function createSite(folder: string): RequestListener {
  return serveFiles({
    folder,
    hashesFile: join(folder, 'csp.json'),
    hashedPath: '/assets/',
    notFoundPage: readIfThere(join(folder, '404.html')) ?? 'Not found',
  })
}
