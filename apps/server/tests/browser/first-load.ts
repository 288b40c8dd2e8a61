import { gzipSync } from 'node:zlib'
import type { Request, Response } from 'playwright-core'
import type { Visit } from './visit.ts'

/** A script that the page fetched, and its bytes after gzip. */
export interface FetchedScript {
  readonly path: string
  readonly bytes: number
}

/**
 * Every script that a page fetches before anybody does anything: with it, once it is idle, and
 * within a minute of looking at it.
 */
export async function firstLoadOf(
  { page, context }: Visit,
  path: string,
): Promise<readonly FetchedScript[]> {
  const requests = new Set<Request>()
  context.on('request', (request) => requests.add(request))
  await page.clock.install()
  await page.goto(path, { waitUntil: 'networkidle' })
  await page.clock.runFor(60_000)
  // The service worker fetches anew what it passes on; each script counts once.
  const scripts = new Map<string, FetchedScript>()
  // What a script begins to fetch joins the set while it is read.
  for (const request of requests) {
    const response = await request.response()
    const type = await response?.headerValue('content-type')
    if (response && type?.includes('javascript')) {
      scripts.set(request.url(), await weigh(response))
    }
  }
  return [...scripts.values()]
}

async function weigh(response: Response): Promise<FetchedScript> {
  const { pathname } = new URL(response.url())
  return { path: pathname, bytes: gzipSync(await response.body()).length }
}
