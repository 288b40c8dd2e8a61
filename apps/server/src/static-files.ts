import { existsSync, readFileSync, statSync } from 'node:fs'
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
 * build itself wrote. What is built anew is served with the next page that is asked for. Throws a
 * problem for anything but GET and HEAD.
 */
export function serveFiles(options: StaticFiles): RequestListener {
  const builtNow = newestBuild(options)
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw readOnly()
    const { files, policyOf } = builtNow(isHashed(pathOf(request.url), options.hashedPath))
    response.setHeader('content-security-policy', policyOf(request))
    if (!files) return sendNotFound(request, response, options.notFoundPage)
    endWithItsFile(response)
    files(request, response, () => sendNotFound(request, response, options.notFoundPage))
  }
}

interface Build {
  readonly files: ReturnType<typeof sirv> | undefined
  readonly policyOf: (request: IncomingMessage) => string
}

/**
 * The build that is there, read again when another has taken its place: pages name files that the
 * one before did not have. A build writes its hashes last. Hashed files are never asked for before
 * a page has named them, and cost no look at the disk.
 */
function newestBuild(options: StaticFiles): (isHashedFile: boolean) => Build {
  const markOf = () => {
    const stat = statSync(options.hashesFile, { throwIfNoEntry: false })
    return stat && `${stat.ino} ${stat.mtimeMs} ${stat.size}`
  }
  let mark = markOf()
  let build = readBuild(options)
  return (isHashedFile) => {
    const newest = isHashedFile ? mark : markOf()
    if (newest !== undefined && newest !== mark) {
      mark = newest
      build = readBuild(options)
    }
    return build
  }
}

function readBuild(options: StaticFiles): Build {
  const { folder, fallback } = options
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
  return { files, policyOf }
}

export function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

// sirv knows the files of the build it read. One that is taken away while another is made ends this
// answer; without a listener it would end the process.
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
  return ({ url }) => byPath.get(pathOf(url)) ?? usual
}

function pathOf(url = '/'): string {
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
