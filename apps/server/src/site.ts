import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'

interface ContentHashes {
  readonly scripts: readonly string[]
  readonly styles: readonly string[]
}

/**
 * Serves the site that was built into `folder`. Files with a hash in their name are kept by
 * browsers for a year; pages are asked for again each time. What is not there is answered with
 * the site's own page for that, status 404.
 */
export function createSite(folder: string): RequestListener {
  const policy = contentPolicy(readHashes(join(folder, 'csp.json')))
  const files = existsSync(folder)
    ? sirv(folder, { etag: true, brotli: true, gzip: true, setHeaders: setCacheControl })
    : undefined
  const notFoundPage = readIfThere(join(folder, '404.html')) ?? 'Not found'
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(response)
    response.setHeader('content-security-policy', policy)
    if (!files) return sendNotFound(request, response, notFoundPage)
    files(request, response, () => sendNotFound(request, response, notFoundPage))
  }
}

/** Everything from this origin; inline only what the build wrote itself, by its hash. */
function contentPolicy({ scripts, styles }: ContentHashes): string {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(' '),
    ["style-src 'self'", ...styles].join(' '),
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function setCacheControl(response: ServerResponse, path: string): void {
  const hashed = path.startsWith('/assets/')
  response.setHeader(
    'cache-control',
    hashed ? 'public, max-age=31536000, immutable' : 'public, no-cache',
  )
}

function sendNotFound(request: IncomingMessage, response: ServerResponse, page: string): void {
  response.writeHead(404, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(page),
    'cache-control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : page)
}

function refuseMethod(response: ServerResponse): void {
  response.writeHead(405, { allow: 'GET, HEAD', 'content-length': 0 })
  response.end()
}

function readHashes(path: string): ContentHashes {
  const text = readIfThere(path)
  // Written by the site's own build, beside the pages that it was computed from.
  return text === undefined ? { scripts: [], styles: [] } : (JSON.parse(text) as ContentHashes)
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
