import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import { afterAll, expect, test } from 'vitest'
import { harden } from '../edge/edge.ts'
import { createLog } from '../log/log.ts'
import { givenApi } from './given-api.ts'
import { noteId } from './given-notes.ts'

const lines: Record<string, unknown>[] = []
const log = createLog({
  level: 'debug',
  service: 'test',
  version: '1',
  role: 'api',
  destination: { write: (line: string) => lines.push(JSON.parse(line)) > 0 },
})
const { api, logged } = givenApi({ isUnderTheEdge: true })
const hardened = harden(getRequestListener(api.app.fetch), {
  log,
  production: false,
  trustedProxyHops: 1,
  deadlineMs: (method, path) => api.deadlineMs(method, path) ?? 5000,
})
const server = createServer(hardened.listener)
hardened.attach(server)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
afterAll(() => server.close())

/** Sends exactly this, which `fetch` would tidy up. */
function send(options: RequestOptions, body?: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', agent: false, ...options }, resolve)
    sent.on('error', reject)
    if (body) sent.write(body)
    sent.end()
  })
}

test('one correlation id for the answer, the problem and the access log', async () => {
  const headers = { 'x-correlation-id': 'edge-1' }
  const response = await send({ path: '/api/v1/nothing', headers })
  expect(response.statusCode).toBe(404)
  expect(response.headers['x-correlation-id']).toBe('edge-1')
  expect(await json(response)).toMatchObject({ correlationId: 'edge-1' })
})

test('the access log counts by the route’s template and knows who asked', async () => {
  const headers = { authorization: 'Bearer link' }
  const response = await send({ path: `/api/notes/${noteId}`, headers })
  await json(response)
  expect(lines.find((line) => line['route'] === '/api/v1/notes/:id')).toMatchObject({
    status: 200,
    actorId: 'link',
  })
})

test('limits are charged to the address that the trusted proxy saw', async () => {
  const statuses: unknown[] = []
  for (const address of ['192.0.2.7', '192.0.2.7', '192.0.2.7', '192.0.2.8']) {
    const headers = { 'x-forwarded-for': address }
    const response = await send({ path: '/api/v1/strict', headers })
    statuses.push(response.resume().statusCode)
  }
  expect(statuses).toEqual([204, 204, 429, 204])
})

test.each(['/api/v1/notes/%ff', '/api/v1/notes/%', '/api/v1/notes?text=%00'])(
  '%s, unchanged by any client, is a 400',
  async (path) => {
    const response = await send({ path })
    expect(response.statusCode).toBe(400)
    expect(await json(response)).toMatchObject({ code: 'request.malformed' })
  },
)

test('413: a body without a length that grows too large is no defect of ours', async () => {
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
  const body = Buffer.alloc(2 * 1024 * 1024, ' ')
  const response = await send({ method: 'POST', path: '/api/v1/notes', headers }, body)
  expect(response.statusCode).toBe(413)
  const errors = [...lines, ...logged].filter((line) => line['level'] === 'error')
  expect(errors).toEqual([])
})
