import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { createFakeClock } from '@holdfast/testing/clock'
import { currentContext } from '../context/context.ts'
import { givenEdge, RawClient, statusOf } from './given-edge.ts'
import type { Listener } from './options.ts'

const get = 'GET /slow HTTP/1.1\r\nHost: a\r\n\r\n'

/** A listener that does nothing until the test says so. */
function stuckListener() {
  let seen: (response: ServerResponse) => void
  const response = new Promise<ServerResponse>((resolve) => (seen = resolve))
  const listener: Listener = (_, given) => seen(given)
  return { listener, response }
}

test('a stuck listener is answered 504 at its deadline, and its signal aborts', async () => {
  const clock = createFakeClock()
  let signal: AbortSignal | undefined
  const { port, edge, lines } = await givenEdge(
    () => {
      signal = currentContext()?.signal
    },
    { clock, deadlineMs: 3_000 },
  )
  const client = new RawClient(port, get)
  await expect.poll(() => signal).toBeDefined()
  await clock.advance(2_999)
  expect(signal?.aborted).toBe(false)
  await clock.advance(1)
  const received = await client.until('request.deadline')
  expect(statusOf(received)).toBe(504)
  expect(signal?.aborted).toBe(true)
  expect(signal?.reason).toMatchObject({ code: 'request.deadline' })
  await expect.poll(() => edge.inFlight()).toBe(0)
  expect(lines).toMatchObject([{ status: 504, durationMs: 3_000, outcome: 'answered' }])
})

test('a signal asked for only after the deadline is aborted already', async () => {
  const clock = createFakeClock()
  let signalLater: (() => AbortSignal | undefined) | undefined
  const { port } = await givenEdge(
    () => {
      const context = currentContext()
      signalLater = () => context?.signal
    },
    { clock, deadlineMs: 10 },
  )
  const client = new RawClient(port, get)
  await expect.poll(() => signalLater).toBeDefined()
  await clock.advance(10)
  await client.until('request.deadline')
  expect(signalLater?.()?.aborted).toBe(true)
})

const lateWrites: Record<string, (response: ServerResponse) => unknown> = {
  'writeHead and end': (response) => response.writeHead(200, { 'x-late': '1' }).end('late'),
  'setHeader, write and end': (response) => {
    response.setHeader('X-Late', '1')
    response.appendHeader('X-Late', '2')
    response.removeHeader('X-Late')
    response.flushHeaders()
    response.write('late')
    response.end('late')
  },
  'a pipe': (response) => Readable.from(['late', 'late']).pipe(response),
  'status alone': (response) => {
    response.statusCode = 200
    response.statusMessage = 'Late'
    response.end()
  },
  'a second end': (response) => response.end('late', () => response.end('later')),
  'a write kept from before': (response) => {
    const { write } = Object.getPrototypeOf(response)
    write.call(response, 'late')
  },
}

test.each(Object.entries(lateWrites))(
  'a listener that answers late by %s disturbs nobody, not even the next request',
  async (_, writeLate) => {
    const clock = createFakeClock()
    const stuck = stuckListener()
    let isFirst = true
    const listener: Listener = (request, response) => {
      if (!isFirst) return response.end('next')
      isFirst = false
      return stuck.listener(request, response)
    }
    const { port, edge, lines } = await givenEdge(listener, { clock, deadlineMs: 100 })
    const client = new RawClient(port, get)
    const response = await stuck.response
    await clock.advance(100)
    await client.until('request.deadline')
    writeLate(response)
    client.send('GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    const received = await client.closed
    expect(received).not.toMatch(/late/i)
    expect(received.endsWith('next') || received.endsWith('"}')).toBe(true)
    expect(edge.inFlight()).toBe(0)
    expect(lines[0]).toMatchObject({ status: 504 })
  },
)

test('callbacks of late writes are called: nobody waits for ever', async () => {
  const clock = createFakeClock()
  const { listener, response } = stuckListener()
  const { port } = await givenEdge(listener, { clock, deadlineMs: 100 })
  const client = new RawClient(port, get)
  const late = await response
  await clock.advance(100)
  await client.until('request.deadline')
  await new Promise<void>((resolve) => void late.write('x', () => resolve()))
  await new Promise<void>((resolve) => void late.end('x', resolve))
  expect(late.write('x')).toBe(true)
})

test('what a stuck listener had prepared is not in the 504', async () => {
  const clock = createFakeClock()
  let called = false
  const { port } = await givenEdge(
    (_, response) => {
      response.setHeader('Set-Cookie', 'session=1')
      response.setHeader('Content-Length', 9_999)
      response.statusCode = 201
      response.statusMessage = 'Made'
      called = true
    },
    { clock, deadlineMs: 100 },
  )
  const client = new RawClient(port, get)
  await expect.poll(() => called).toBe(true)
  await clock.advance(100)
  const received = await client.until('request.deadline')
  expect(received).toMatch(/^HTTP\/1\.1 504 Gateway Timeout\r\n/)
  expect(received).not.toMatch(/cookie|9999/i)
})

test('an answer that has begun is cut once it moves nothing for as long again', async () => {
  const { port, edge, lines } = await givenEdge((_, response) => void response.write('begun'), {
    deadlineMs: 100,
  })
  const client = new RawClient(port, get)
  expect(await client.closed).toMatch(/^HTTP\/1\.1 200 [\s\S]*begun/)
  await expect.poll(() => edge.inFlight()).toBe(0)
  expect(lines).toMatchObject([{ status: 200, outcome: 'aborted' }])
})

test('each class of routes has its own deadline, and Infinity is none', async () => {
  const clock = createFakeClock()
  const { port, edge } = await givenEdge(() => {}, {
    clock,
    deadlineMs: (_, path) => (path === '/stream' ? Number.POSITIVE_INFINITY : 1_000),
  })
  const stream = new RawClient(port, 'GET /stream?x HTTP/1.1\r\nHost: a\r\n\r\n')
  const plain = new RawClient(port, get)
  await expect.poll(() => edge.inFlight()).toBe(2)
  await clock.advance(1_000_000)
  expect(statusOf(await plain.until('request.deadline'))).toBe(504)
  await expect.poll(() => edge.inFlight()).toBe(1)
  stream.socket.destroy()
})

test('a limit store that never answers does not hold a request beyond its deadline', async () => {
  const clock = createFakeClock()
  const policy = { name: 'edge', windows: [], whenStoreIsDown: 'local' } as const
  const store = { take: () => new Promise<never>(() => {}) }
  const { port, edge } = await givenEdge((_, response) => response.end(), {
    clock,
    deadlineMs: 500,
    limiter: { store, policy },
  })
  const client = new RawClient(port, get)
  await expect.poll(() => edge.inFlight()).toBe(1)
  await clock.advance(500)
  expect(statusOf(await client.until('request.deadline'))).toBe(504)
})

test('pipelined requests: each has its own deadline and its own answer, in order', async () => {
  const clock = createFakeClock()
  const { port, edge } = await givenEdge(
    (request, response) => (request.url === '/quick' ? response.end('quick') : undefined),
    { clock, deadlineMs: 100 },
  )
  const quick = 'GET /quick HTTP/1.1\r\nHost: a\r\n\r\n'
  const client = new RawClient(port, get + quick + get)
  await expect.poll(() => edge.inFlight()).toBe(3)
  await clock.advance(100)
  await expect.poll(() => edge.inFlight()).toBe(0)
  client.socket.end()
  const statuses = (await client.closed).match(/HTTP\/1\.1 \d{3}/g)
  expect(statuses).toEqual(['HTTP/1.1 504', 'HTTP/1.1 200', 'HTTP/1.1 504'])
})

test('a request that was answered is not looked at again at its deadline', async () => {
  const clock = createFakeClock()
  const { port, edge, server } = await givenEdge(
    (request, response) => (request.url === '/quick' ? response.end() : response.write('begun')),
    { clock, deadlineMs: (_, path) => (path === '/quick' ? 100 : Number.POSITIVE_INFINITY) },
  )
  const sockets: Socket[] = []
  server.on('connection', (socket: Socket) => sockets.push(socket))
  const client = new RawClient(port, 'GET /quick HTTP/1.1\r\nHost: a\r\n\r\n')
  await client.until('Content-Length: 0')
  await expect.poll(() => edge.inFlight()).toBe(0)
  client.send('GET /stream HTTP/1.1\r\nHost: a\r\n\r\n')
  await client.until('begun')
  await clock.advance(1_000)
  // The stream on the same connection has no deadline and gets none from the answer before.
  expect(sockets[0]?.timeout).toBe(0)
})

test('a body that ends after the 504 is seen as an error, never as an end', async () => {
  const clock = createFakeClock()
  const seen: string[] = []
  const listener: Listener = async (request) => {
    try {
      for await (const part of request) seen.push(String(part))
      seen.push('end')
    } catch {
      seen.push('error')
    }
  }
  const { port } = await givenEdge(listener, { clock, deadlineMs: 100 })
  const client = new RawClient(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab')
  await expect.poll(() => seen).toEqual(['ab'])
  await clock.advance(100)
  await client.until('request.deadline')
  client.send('cd')
  client.socket.end()
  await client.closed
  await expect.poll(() => seen).toEqual(['ab', 'error'])
})

test.each(['its own end', 'a write kept from before'])(
  'a listener that answers by %s while it hears of the abort does not spoil the 504',
  async (way) => {
    const clock = createFakeClock()
    let ready = false
    const { port, edge } = await givenEdge(
      (_, response) => {
        const { write } = response
        currentContext()?.signal.addEventListener('abort', () => {
          if (way === 'its own end') response.end('late')
          else write.call(response, 'late', 'utf8')
        })
        ready = true
      },
      { clock, deadlineMs: 100 },
    )
    const client = new RawClient(port, get)
    await expect.poll(() => ready).toBe(true)
    await clock.advance(100)
    const received = await client.until('request.deadline')
    expect(statusOf(received)).toBe(504)
    expect(received).not.toContain('late')
    await expect.poll(() => edge.inFlight()).toBe(0)
  },
)
