import type { IncomingMessage } from 'node:http'
import type { Listener } from '@holdfast/kernel/edge'
import { hashToken, isTokenOf } from '@holdfast/kernel/crypto'
import type { Metrics } from '@holdfast/kernel/metrics'
import { readOnly } from './read-only.ts'

/** `GET /metrics`: open on a development machine, behind a bearer token where one is set. */
export function createMetricsListener(metrics: Metrics, token: string | undefined): Listener {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw readOnly()
    if (token !== undefined && !hasToken(request, token)) {
      response.writeHead(401, { 'www-authenticate': 'Bearer', 'content-length': 0 }).end()
      return
    }
    const { contentType, body } = await metrics.render()
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' })
    response.end(body)
  }
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const offered = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return isTokenOf(offered, hashToken(token))
}
