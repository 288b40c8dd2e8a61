import { createHash } from 'node:crypto'
import { Agent, type IncomingMessage } from 'node:http'
import { Writable, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createFakeClock } from '@holdfast/testing/clock'
import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { VerbInput } from '../module/module.ts'
import { checkContract } from './check-contract.ts'
import { createOpenApi } from './openapi.ts'
import {
  givenUploads,
  maxBodyBytes,
  openRequest,
  params,
  problems,
  routes,
} from './given-uploads.ts'

const codeOf = async (response: IncomingMessage) => JSON.parse(await text(response)).code

/** Counts and forgets. */
async function sizeOf(stream: Readable): Promise<number> {
  let size = 0
  for await (const chunk of stream) size += chunk.length
  return size
}

test('a verb reads the body while it comes, with what was said of it', async () => {
  const seen: unknown[] = []
  let first: (() => void) | undefined
  const firstRead = new Promise<void>((resolve) => (first = resolve))
  const { port } = await givenUploads(
    async ({ stream, contentType, contentLength, headers, params }) => {
      seen.push(contentType, contentLength, headers['upload-offset'], params.id)
      const hash = createHash('sha256')
      for await (const chunk of stream) {
        first?.()
        hash.update(chunk)
      }
      seen.push(hash.digest('hex'))
      return 6
    },
  )
  const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
  const { sent, answered } = openRequest(port, { headers: { ...headers, 'content-length': 6 } })
  sent.write('abc')
  await firstRead
  sent.end('def')
  const response = await answered
  expect(response.statusCode).toBe(204)
  expect(response.headers).toMatchObject({ 'upload-offset': '6', 'cache-control': 'no-store' })
  const sha = createHash('sha256').update('abcdef').digest('hex')
  expect(seen).toEqual(['application/offset+octet-stream', 6, '0', '1', sha])
  expectTypeOf<VerbInput<typeof routes.append>['stream']>().toEqualTypeOf<Readable>()
})

test('20 MB pass although the service never holds more than a little of them', async () => {
  let highest = 0
  const { port } = await givenUploads(async ({ stream }) => {
    let size = 0
    const slow = new Writable({
      highWaterMark: 16_384,
      write(chunk: Buffer, _encoding, done) {
        size += chunk.length
        highest = Math.max(highest, stream.readableLength)
        setImmediate(done)
      },
    })
    await pipeline(stream, slow)
    return size
  })
  const { sent, answered } = openRequest(port)
  for (let at = 0; at < 20; at += 1) sent.write(Buffer.alloc(1_000_000))
  sent.end()
  const response = await answered
  expect(response.headers['upload-offset']).toBe('20000000')
  expect(highest).toBeLessThan(1_000_000)
})

test('nothing is read before access and limits are decided', async () => {
  let calls = 0
  const { port } = await givenUploads(async ({ stream }) => {
    calls += 1
    return sizeOf(stream)
  })
  const denied = openRequest(port, { method: 'DELETE', headers: { 'content-length': 40_000_000 } })
  const response = await denied.answered
  expect(response.statusCode).toBe(401)
  expect(response.headers.connection).toBe('close')
  for (const _ of [1, 2]) {
    const { sent, answered } = openRequest(port)
    sent.end('x')
    expect((await answered).statusCode).toBe(204)
  }
  const limited = openRequest(port, { headers: { 'content-length': 40_000_000 } })
  expect((await limited.answered).statusCode).toBe(429)
  expect(calls).toBe(2)
})

test('a verb that refuses answers at once, and the rest of the body is not waited for', async () => {
  const { port, edge } = await givenUploads(async ({ stream }) => {
    for await (const _ of stream) throw problems.mismatch()
    return 0
  })
  const { sent, answered } = openRequest(port)
  const feed = setInterval(() => sent.write(Buffer.alloc(100_000)), 5)
  sent.on('close', () => clearInterval(feed))
  sent.write('x')
  const response = await answered
  expect([response.statusCode, response.headers.connection]).toEqual([460, 'close'])
  expect(response.headers['content-type']).toBe('application/problem+json')
  expect(await codeOf(response)).toBe('uploads.mismatch')
  await expect.poll(() => sent.destroyed || sent.closed).toBe(true)
  await edge.idle()
})

test('a pipeline that fails does not take the answer with it', async () => {
  const { port } = await givenUploads(async ({ stream }) => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(problems.version()) })
    await pipeline(stream, full)
    return 0
  })
  const { sent, answered } = openRequest(port)
  sent.write('x')
  const response = await answered
  expect([response.statusCode, await codeOf(response)]).toEqual([412, 'uploads.version'])
})

test('a short body that nobody read leaves its connection open', async () => {
  const { port } = await givenUploads(async () => {
    throw problems.version()
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const first = openRequest(port, { agent, headers: { 'content-length': 10 } })
  const response = await first.answered
  first.sent.end('0123456789')
  expect([response.statusCode, await codeOf(response)]).toEqual([412, 'uploads.version'])
  const second = openRequest(port, { agent, method: 'HEAD' })
  second.sent.end()
  expect((await second.answered).statusCode).toBe(200)
  expect(second.sent.reusedSocket).toBe(true)
})

test('a client that goes away aborts the signal, and its body never looks complete', async () => {
  const seen: unknown[] = []
  const { port, logged } = await givenUploads(async ({ stream, signal }) => {
    signal.addEventListener('abort', () => seen.push('aborted'))
    try {
      return await sizeOf(stream)
    } catch (error) {
      seen.push(error)
      throw error
    }
  })
  const { sent, answered } = openRequest(port, { headers: { 'content-length': 10 } })
  sent.write('12345')
  sent.on('error', () => {})
  await expect.poll(() => sent.socket?.bytesWritten ?? 0).toBeGreaterThan(5)
  sent.destroy()
  await answered.catch(() => undefined)
  await expect.poll(() => seen).toHaveLength(2)
  expect(seen).toContain('aborted')
  expect(seen).toContainEqual(expect.objectContaining({ code: 'request.malformed' }))
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
})

test('more than the route’s own cap is 413, announced or not; other routes keep theirs', async () => {
  const { port } = await givenUploads(async ({ stream }) => sizeOf(stream))
  const announced = openRequest(port, { headers: { 'content-length': maxBodyBytes + 1 } })
  expect((await announced.answered).statusCode).toBe(413)
  const other = openRequest(port, { method: 'POST', headers: { 'content-length': 1_001 } })
  expect((await other.answered).statusCode).toBe(413)
  const { sent, answered } = openRequest(port)
  const chunk = Buffer.alloc(1_000_000)
  const feed = () => {
    while (!sent.destroyed && sent.write(chunk));
  }
  sent.on('drain', feed)
  feed()
  expect((await answered).statusCode).toBe(413)
})

test('an upload may take longer than other requests while it moves, and is 408 once it stops', async () => {
  const clock = createFakeClock()
  let size = 0
  const { port } = await givenUploads(
    async ({ stream }) => {
      size = 0
      for await (const chunk of stream) size += chunk.length
      return size
    },
    { clock, connections: { requestTimeoutMs: 10_000 } },
  )
  const moving = openRequest(port)
  for (let at = 1; at <= 4; at += 1) {
    moving.sent.write('x')
    await expect.poll(() => size).toBe(at)
    await clock.advance(9_999)
  }
  moving.sent.end()
  expect((await moving.answered).statusCode).toBe(204)
  const stopped = openRequest(port)
  stopped.sent.write('xx')
  await expect.poll(() => size).toBe(2)
  await clock.advance(20_000)
  const response = await stopped.answered
  expect([response.statusCode, await codeOf(response)]).toEqual([408, 'request.timeout'])
})

test('an encoded body is 415: what it grows to was not counted', async () => {
  const { port } = await givenUploads(async ({ stream }) => sizeOf(stream))
  const headers = { 'content-encoding': 'gzip' }
  const { sent, answered } = openRequest(port, { headers })
  sent.end('x')
  expect((await answered).statusCode).toBe(415)
})

test('HEAD says what GET would, without a body', async () => {
  const { port } = await givenUploads(async () => 0)
  const { sent, answered } = openRequest(port, { method: 'HEAD' })
  sent.end()
  const response = await answered
  expect(response.statusCode).toBe(200)
  expect(response.headers).toMatchObject({ 'upload-offset': '7', 'tus-resumable': '1.0.0' })
  expect(await text(response)).toBe('')
})

test('OPTIONS names the methods and what the routes say besides', async () => {
  const { port } = await givenUploads(async () => 0)
  const { sent, answered } = openRequest(port, { method: 'OPTIONS' })
  sent.end()
  const response = await answered
  expect(response.statusCode).toBe(204)
  expect(response.headers).toMatchObject({
    allow: 'DELETE, GET, HEAD, OPTIONS, PATCH',
    'tus-version': '1.0.0',
    'tus-extension': 'creation',
  })
})

test('a page of another origin may send and read what tus needs', async () => {
  const { port } = await givenUploads(async () => 0)
  const origin = 'https://app.example'
  const preflight = openRequest(port, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PATCH' },
  })
  preflight.sent.end()
  const { headers } = await preflight.answered
  expect(headers['access-control-allow-headers']).toContain('Upload-Offset')
  expect(headers['access-control-allow-methods']).toContain('PATCH')
  const head = openRequest(port, { method: 'HEAD', headers: { origin } })
  head.sent.end()
  const exposed = (await head.answered).headers['access-control-expose-headers']
  expect(exposed).toContain('Upload-Offset')
  expect(exposed).toContain('Location')
})

test('without a socket the verb gets a stream, too', async () => {
  let size = 0
  const { call } = await givenUploads(async ({ stream }) => (size = await sizeOf(stream)))
  const response = await call('PATCH', '/api/v1/uploads/1', { body: 'hello' })
  expect([response.status, size]).toEqual([204, 5])
})

test('the documentation says that the body is taken as bytes', async () => {
  const { module } = await givenUploads(async () => 0)
  const { paths } = createOpenApi({ title: 'Test', version: '0', modules: [module] })
  const operation = paths?.['/uploads/{id}']?.patch
  expect(operation?.requestBody).toMatchObject({
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  })
  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['413', '415']))
})

test('a streamed body with a parsed one, a key or no cap is refused when the service starts', async () => {
  const { module } = await givenUploads(async () => 0)
  const { maxBodyBytes: _, ...uncapped } = routes.append
  const wrong = {
    ...uncapped,
    idempotent: 'optional',
    request: { params, body: z.strictObject({}) },
  } as const
  const bound = module.routes.map((one) => ({ ...one, route: wrong }))
  const check = () => checkContract([{ ...module, routes: bound }], { api: true, strict: true })
  expect(check).toThrow('a route with streamBody declares no other body')
  expect(check).toThrow('a route with streamBody can not be idempotent')
  expect(check).toThrow('a route with streamBody names its maxBodyBytes')
})
