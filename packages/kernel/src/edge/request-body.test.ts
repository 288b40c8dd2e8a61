import { describe, expect, test } from 'vitest'
import { exchangeBytes, givenEdge, RawClient, sendThenRead, statusOf } from './given-edge.ts'
import type { Listener } from './options.ts'

const echoSize: Listener = async (request, response) => {
  let size = 0
  for await (const chunk of request) size += chunk.length
  response.end(`got ${size}`)
}
const limits = { maxBodyBytes: 1_000 }
const head = (more: string) => `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${more}\r\n\r\n`
const chunk = (size: number) => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`

test('a body up to the limit is taken, by length and by chunks', async () => {
  const { port } = await givenEdge(echoSize, limits)
  const byLength = await exchangeBytes(port, head('Content-Length: 1000') + 'x'.repeat(1_000))
  const byChunks = await exchangeBytes(
    port,
    `${head('Transfer-Encoding: chunked')}${chunk(600)}${chunk(400)}0\r\n\r\n`,
  )
  expect(byLength).toMatch(/got 1000$/)
  expect(byChunks).toMatch(/got 1000\r\n0\r\n\r\n$|got 1000$/)
})

test('a longer announced body is answered 413 before any of it comes', async () => {
  let calls = 0
  const { port } = await givenEdge(() => void calls++, limits)
  const client = new RawClient(port, head('Content-Length: 1001'))
  const received = await client.closed
  expect(statusOf(received)).toBe(413)
  expect(received).toContain('"code":"request.tooLarge"')
  expect(calls).toBe(0)
})

test('an endless chunked body is answered 413 and never handed on beyond the limit', async () => {
  let handedOn = 0
  let error: unknown
  const listener: Listener = async (request) => {
    try {
      for await (const part of request) handedOn += part.length
    } catch (thrown) {
      error = thrown
    }
  }
  const { port, edge, lines } = await givenEdge(listener, limits)
  const client = new RawClient(port, head('Transfer-Encoding: chunked'))
  const feed = setInterval(() => client.send(chunk(300)), 5)
  const received = await client.closed
  clearInterval(feed)
  expect(statusOf(received)).toBe(413)
  await expect.poll(() => error).toBeInstanceOf(Error)
  expect(handedOn).toBeLessThanOrEqual(1_000)
  expect(edge.inFlight()).toBe(0)
  expect(lines.at(-1)).toMatchObject({ status: 413, outcome: 'answered' })
})

test('what comes while a limit store is asked is counted too', async () => {
  let decide: (() => void) | undefined
  const decision = { allowed: true, states: [], retryAfterMs: 0 }
  const store = {
    take: () => new Promise<typeof decision>((done) => (decide = () => done(decision))),
  }
  const policy = { name: 'edge', windows: [], whenStoreIsDown: 'local' } as const
  let calls = 0
  const listener: Listener = () => void calls++
  const { port } = await givenEdge(listener, { ...limits, limiter: { store, policy } })
  const sent = `${head('Transfer-Encoding: chunked')}${chunk(1_001)}0\r\n\r\n`
  const client = new RawClient(port, sent)
  await expect.poll(() => decide).toBeDefined()
  decide?.()
  expect(statusOf(await client.closed)).toBe(413)
  expect(calls).toBe(0)
})

describe('a client that sends all before it reads can still read', () => {
  const large = 'x'.repeat(10_000_000)

  test('the 413 of ten megabytes that it announced', async () => {
    const { port } = await givenEdge(echoSize)
    const sent = head('Content-Length: 10000000') + large
    expect(statusOf(await sendThenRead(port, sent))).toBe(413)
  })

  test('the 413 of ten megabytes in chunks', async () => {
    const { port } = await givenEdge(echoSize)
    const sent = `${head('Transfer-Encoding: chunked')}${chunk(1_000_000).repeat(10)}0\r\n\r\n`
    expect(statusOf(await sendThenRead(port, sent))).toBe(413)
  })

  test('the 431 of endless headers', async () => {
    const { port } = await givenEdge(echoSize)
    expect(statusOf(await sendThenRead(port, `GET / HTTP/1.1\r\nX: ${large}`))).toBe(431)
  })
})

test('a request hidden behind a refused body is never run', async () => {
  const paths: (string | undefined)[] = []
  const { port, edge } = await givenEdge((request, response) => {
    paths.push(request.url)
    return echoSize(request, response)
  }, limits)
  const refused = 'POST /refused HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
  const hidden = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n'
  const sent = `${refused}${chunk(2_000)}0\r\n\r\n${hidden}`
  const received = await exchangeBytes(port, sent)
  expect(received.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 413'])
  expect(paths).toEqual(['/refused'])
  await edge.idle()
})

test('each class of routes has its own limit', async () => {
  const { origin } = await givenEdge(echoSize, {
    maxBodyBytes: (method, path) => (method === 'PUT' && path === '/files' ? 5_000 : 10),
  })
  const send = async (path: string, method: string) => {
    const answer = await fetch(origin + path, { method, body: 'x'.repeat(100) })
    return answer.status
  }
  expect([await send('/files?x', 'PUT'), await send('/files', 'POST')]).toEqual([200, 413])
})

describe('a client that waits for 100 Continue', () => {
  test('is told to go on, once, when its body is welcome', async () => {
    const { port } = await givenEdge(echoSize, limits)
    const client = new RawClient(port, head('Expect: 100-continue\r\nContent-Length: 5'))
    expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    client.send('12345')
    const received = await client.closed
    expect(received.split('HTTP/1.1 ')).toHaveLength(3)
    expect(received).toMatch(/got 5/)
  })

  test('is refused before it sends, when its body is not', async () => {
    const { port } = await givenEdge(echoSize, limits)
    const sent = head('Expect: 100-continue\r\nContent-Length: 5000')
    const received = await exchangeBytes(port, sent)
    expect(statusOf(received)).toBe(413)
    expect(received).not.toContain('100 Continue')
  })

  test('another expectation is ignored', async () => {
    const { port } = await givenEdge(echoSize, limits)
    const received = await exchangeBytes(port, `${head('Expect: tea\r\nContent-Length: 1')}x`)
    expect(statusOf(received)).toBe(200)
  })
})

test('a refusal of a small body keeps the connection for the next request', async () => {
  const { port } = await givenEdge(echoSize, limits)
  const client = new RawClient(
    port,
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n${'x'.repeat(2_000)}`,
  )
  await client.until('request.tooLarge')
  client.send(`${head('Content-Length: 2')}ab`)
  expect(await client.closed).toMatch(/got 2/)
})

test('the log says how much of a body came, not how much was announced', async () => {
  const { port, lines } = await givenEdge(echoSize, limits)
  const refused = new RawClient(port, head('Content-Length: 5000000'))
  expect(statusOf(await refused.closed)).toBe(413)
  const leaving = new RawClient(port, `${head('Content-Length: 900')}${'x'.repeat(100)}`)
  await expect.poll(() => lines.length).toBe(1)
  leaving.socket.destroySoon()
  await expect.poll(() => lines.length).toBe(2)
  expect(lines).toMatchObject([
    { status: 413, requestBytes: 0 },
    { status: 400, requestBytes: 100 },
  ])
})

test('requests of one connection are counted and logged one by one', async () => {
  const { port, lines } = await givenEdge(echoSize, limits)
  await exchangeBytes(
    port,
    `POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(7)}0\r\n\r\n` +
      `GET /2 HTTP/1.1\r\nHost: a\r\n\r\n${head('Content-Length: 3')}abc`,
  )
  await expect
    .poll(() => lines.map(({ path, requestBytes }) => [path, requestBytes]))
    .toEqual([
      ['/1', 7],
      ['/2', 0],
      ['/', 3],
    ])
})
