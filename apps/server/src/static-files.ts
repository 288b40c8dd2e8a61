import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import sirv from 'sirv'
import { readOnly } from './read-only.ts'

export interface StaticFiles {
  /** What the build wrote; nothing is served while it is not there. */
  readonly folder: string
  /** `csp.json` of the build: what stands inside its pages, by hash. */
  readonly hashesFile: string
  /** Files below it have a hash in their names: `/assets/`. */
  readonly hashedPath: string
  /** The page for every path that is no file: `console/index.html`. */
  readonly fallback?: string
  readonly notFoundPage: string
  /** What single pages may fetch from elsewhere, by their path without a slash at the end. */
  readonly elsewhere?: Readonly<Record<string, Elsewhere>>
}

/** Origins besides our own. */
export interface Elsewhere {
  readonly scripts: readonly string[]
  readonly frames: readonly string[]
  readonly connections: readonly string[]
}

/**
 * Serves built files, compressed when the build left a twin. Files with a hash in their name are
 * kept by browsers for a year; pages are asked for again each time. Everything comes from this
 * origin, but for what a page is told to fetch `elsewhere`, and nothing inline runs but what the
 * build itself wrote. Throws a problem for anything but GET and HEAD.
 */
export function serveFiles(options: StaticFiles): RequestListener {
  const { folder, fallback, notFoundPage } = options
  const policyOf = policies(readHashes(options.hashesFile), options.elsewhere)
  const setHeaders = (response: ServerResponse, path: string) => {
    setCacheControl(response, isHashed(path, options.hashedPath))
    // sirv knows no type for it and would send an empty one.
    if (path.endsWith('.ico')) response.setHeader('content-type', 'image/x-icon')
  }
  const single = fallback === undefined ? {} : { single: fallback }
  const files = existsSync(folder)
    ? sirv(folder, { etag: true, brotli: true, gzip: true, setHeaders, ...single })
    : undefined
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw readOnly()
    response.setHeader('content-security-policy', policyOf(request))
    if (!files) return sendNotFound(request, response, notFoundPage)
    endWithItsFile(response)
    files(request, response, () => sendNotFound(request, response, notFoundPage))
  }
}

export function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

// sirv knows the files of its start. One that a new build has taken away since ends this answer;
// without a listener it would end the process.
function endWithItsFile(response: ServerResponse): void {
  response.once('pipe', (file) => file.once('error', () => response.destroy()))
}

interface ContentHashes {
  readonly scripts: readonly string[]
  readonly styles: readonly string[]
}

/** The policy of each page, made once. */
function policies(
  hashes: ContentHashes,
  elsewhere: StaticFiles['elsewhere'] = {},
): (request: IncomingMessage) => string {
  const usual = contentPolicy(hashes)
  const others = Object.entries(elsewhere).map(
    ([path, more]) => [path, contentPolicy(hashes, more)] as const,
  )
  const byPath = new Map(others)
  return ({ url = '/' }) => byPath.get(pathOf(url)) ?? usual
}

function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.endsWith('/') ? path.slice(0, -1) : path
}

/** Everything from this origin; inline only what the build wrote itself, by its hash. */
function contentPolicy({ scripts, styles }: ContentHashes, more?: Elsewhere): string {
  const others = more
    ? [
        ['frame-src', ...more.frames].join(' '),
        ["connect-src 'self'", ...more.connections].join(' '),
      ]
    : []
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scripts, ...(more?.scripts ?? [])].join(' '),
    ["style-src 'self'", ...styles].join(' '),
    "img-src 'self' data:",
    ...others,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function readHashes(path: string): ContentHashes {
  const text = readIfThere(path)
  // Written by the build, beside the pages that it was computed from.
  return text === undefined ? { scripts: [], styles: [] } : (JSON.parse(text) as ContentHashes)
}

// A path without an extension is answered with a page, whatever it is below.
function isHashed(path: string, hashedPath: string): boolean {
  return path.startsWith(hashedPath) && /\.\w+$/.test(path)
}

function setCacheControl(response: ServerResponse, hashed: boolean): void {
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
