import type { IncomingMessage } from 'node:http'
import type { Listener } from '@holdfast/kernel/edge'
import { hashToken, isTokenOf } from '@holdfast/kernel/crypto'
import type { Metrics } from '@holdfast/kernel/metrics'
import { requestProblems } from '@holdfast/kernel/problems'
import { readOnly } from './read-only.ts'

export interface MetricsEndpoint {
  /** `GET /metrics`: open on a development machine, behind a bearer token where one is set. */
  readonly listener: Listener
  /** Whether this is the scraper, by its token. Without a token nobody can be told apart. */
  isScraper(request: IncomingMessage): boolean
}

export function createMetricsEndpoint(
  metrics: Metrics,
  token: string | undefined,
): MetricsEndpoint {
  const expected = token === undefined ? undefined : hashToken(token)
  const carriesToken = (request: IncomingMessage) =>
    expected !== undefined && isTokenOf(bearerOf(request), expected)
  return {
    async listener(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') throw readOnly()
      if (expected !== undefined && !carriesToken(request)) throw unauthenticated()
      const { contentType, body } = await metrics.render()
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' })
      response.end(body)
    },
    isScraper: (request) => isMetrics(request.url) && carriesToken(request),
  }
}

function isMetrics(url: string | undefined): boolean {
  return url === '/metrics' || url?.startsWith('/metrics?') === true
}

function bearerOf(request: IncomingMessage): string {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

function unauthenticated(): Error {
  return requestProblems.unauthenticated({}, { headers: { 'www-authenticate': 'Bearer' } })
}
