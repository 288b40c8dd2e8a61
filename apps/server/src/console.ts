import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { serveFiles } from './static-files.ts'

/**
 * Serves the operators' console that was built into `folder`, below `/console`. Every path there
 * that is no file is the console's one page, which finds its own way.
 */
export function createConsole(folder: string): RequestListener {
  return serveFiles({
    folder,
    hashesFile: join(folder, 'csp.json'),
    hashedPath: '/console/assets/',
    fallback: 'console/index.html',
    notFoundPage: 'Not found. If the console has not been built: npm run build',
  })
}
