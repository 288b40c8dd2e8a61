import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { defineRoutes, type RawRequest, type RouteInput } from '../contract/contract.ts'
import { harden } from '../edge/edge.ts'
import { createLog } from '../log/log.ts'
import { bind, type Module } from '../module/module.ts'
import { checkContract } from './check-contract.ts'
import { givenApi } from './given-api.ts'
import { createOpenApi } from './openapi.ts'

const routes = defineRoutes({
  receive: {
    method: 'POST',
    path: '/webhooks/:provider',
    summary: 'Receive a webhook',
    access: 'public',
    rawBody: true,
    request: { params: z.strictObject({ provider: z.string() }) },
    responses: { 204: { description: 'Stored.' } },
  },
})

/** An API whose only route keeps what it was given. */
function given() {
  const received: RawRequest[] = []
  const receive = bind(routes.receive, async (_ctx, { raw }) => void received.push(raw))
  const module: Module = {
    name: 'hooks',
    problems: [],
    migrations: '',
    subscriptions: [],
    jobs: [],
    schedules: [],
    healthChecks: [],
    routes: [receive],
  }
  return { received, module }
}

test.each([
  ['JSON, spaces and all', 'application/json', new TextEncoder().encode('{ "a" : 1 }\n')],
  ['JSON that is none', 'application/json', new TextEncoder().encode('{"a":1,"a":')],
  ['a form', 'application/x-www-form-urlencoded', new TextEncoder().encode('a=%41&b=+')],
  ['bytes that are no text', 'application/octet-stream', Uint8Array.from([0, 255, 0, 128])],
  ['nothing', 'text/plain', new Uint8Array()],
])('a verb gets the bytes as they were sent: %s', async (_name, contentType, body) => {
  const { received, module } = given()
  const { call } = givenApi({ modules: [module] })
  const headers = { 'content-type': contentType, 'X-Signature': 'abc' }
  const options = { body, headers, address: '192.0.2.7' }
  const response = await call('POST', '/api/v1/webhooks/stripe', options)
  expect(response.status).toBe(204)
  expect(received).toEqual([
    expect.objectContaining({ body, contentType, clientAddress: '192.0.2.7' }),
  ])
  expect(received[0]?.headers['x-signature']).toBe('abc')
  expectTypeOf<RouteInput<typeof routes.receive>['raw']>().toEqualTypeOf<RawRequest>()
})

test('an encoded body is refused: what it grows to was not counted', async () => {
  const { received, module } = given()
  const { call } = givenApi({ modules: [module] })
  const headers = { 'content-encoding': 'gzip' }
  const response = await call('POST', '/api/v1/webhooks/stripe', { body: 'x', headers })
  expect(response.status).toBe(415)
  expect(received).toEqual([])
})

test('under the edge a body past the limit is 413, announced or not, and reaches no verb', async () => {
  const { received, module } = given()
  const { api } = givenApi({ modules: [module], isUnderTheEdge: true })
  const sink = { write: () => true }
  const log = createLog({
    level: 'silent',
    service: 't',
    version: '1',
    role: 'api',
    destination: sink,
  })
  const edge = harden(getRequestListener(api.app.fetch), {
    log,
    production: false,
    trustedProxyHops: 0,
    deadlineMs: 5_000,
    maxBodyBytes: () => 1_000,
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const send = (chunks: readonly string[], headers: Record<string, string | number>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const path = '/api/v1/webhooks/stripe'
      const sent = request({ port, method: 'POST', path, headers, agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject)
      for (const chunk of chunks) sent.write(chunk)
      sent.end()
    })
  expect(await send(['x'.repeat(1_001)], { 'content-length': 1_001 })).toBe(413)
  expect(await send(['x'.repeat(600), 'x'.repeat(600)], {})).toBe(413)
  expect(received).toEqual([])
  expect(await send(['x'.repeat(1_000)], {})).toBe(204)
  expect(received[0]?.body).toHaveLength(1_000)
  expect(received[0]?.clientAddress).toBe('127.0.0.1')
})

test('the documentation says that the body is taken as bytes', () => {
  const { module } = given()
  const { paths } = createOpenApi({ title: 'Test', version: '0', modules: [module] })
  const operation = paths?.['/webhooks/{provider}']?.post
  expect(operation?.requestBody).toMatchObject({
    required: true,
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  })
  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['413', '415']))
})

test('bytes and a parsed body, or bytes and a key, can not both be asked for', () => {
  const { module } = given()
  const { receive } = routes
  const wrong = {
    ...receive,
    idempotent: 'optional',
    request: { ...receive.request, body: z.strictObject({}) },
  } as const
  const bound = module.routes.map((one) => ({ ...one, route: wrong }))
  const check = () => checkContract([{ ...module, routes: bound }], { api: true })
  expect(check).toThrow('a route with rawBody declares no request.body')
  expect(check).toThrow('a route with rawBody can not be idempotent')
})
