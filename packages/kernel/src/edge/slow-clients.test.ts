import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { harden } from './edge.ts'
import { exchangeBytes, givenEdge, RawClient, statusOf } from './given-edge.ts'
import type { Listener } from './options.ts'

// Short and generous: a client is looked for every 50 ms and gets 300 ms.
const connections = { headersTimeoutMs: 300, requestTimeoutMs: 300, checkingIntervalMs: 50 }
const echoBody: Listener = async (request, response) => {
  let size = 0
  for await (const chunk of request) size += chunk.length
  response.end(String(size))
}

const timedOut = /^HTTP\/1\.1 408 [\s\S]*"code":"request\.timeout"/

describe('a slow client is answered 408 and cut', () => {
  test.each([
    ['that sends nothing more than a method', 'GET'],
    ['that never ends its headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '],
    ['that never sends its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n'],
    ['that stops within its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab'],
    [
      'that stops between chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n',
    ],
  ])('%s', async (_, sent) => {
    const { port, edge, metrics } = await givenEdge(echoBody, { connections })
    const received = await exchangeBytes(port, sent)
    expect(received).toMatch(timedOut)
    expect(received).toContain('Connection: close')
    expect(received).toContain('X-Content-Type-Options: nosniff')
    expect(edge.inFlight()).toBe(0)
    expect((await metrics.render()).body).toContain(
      'http_malformed_requests_total{code="ERR_HTTP_REQUEST_TIMEOUT"} 1',
    )
  })

  test('that drips a byte now and then', async () => {
    const { port } = await givenEdge(echoBody, { connections })
    const client = new RawClient(port, 'GET / HTTP/1.1\r\nHost: a\r\n')
    const drip = setInterval(() => client.send('X'), 20)
    expect(await client.closed).toMatch(timedOut)
    clearInterval(drip)
  })

  test('whose second request on the connection is the slow one', async () => {
    const { port } = await givenEdge(echoBody, { connections })
    const received = await exchangeBytes(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTT')
    const [, first, second] = received.split('HTTP/1.1 ')
    expect([first?.slice(0, 3), second?.slice(0, 3)]).toEqual(['200', '408'])
  })
})

test('a slow body is seen by the listener as an error, never as an end', async () => {
  const seen: string[] = []
  const listener: Listener = async (request, response) => {
    try {
      for await (const _ of request) seen.push('data')
      seen.push('end')
      response.end()
    } catch {
      seen.push('error')
    }
  }
  const { port } = await givenEdge(listener, { connections })
  await exchangeBytes(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab')
  await expect.poll(() => seen).toEqual(['data', 'error'])
})

test('the rest of a body that was answered early is not answered again', async () => {
  const { port } = await givenEdge((_, response) => response.end('early'), { connections })
  const received = await exchangeBytes(
    port,
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab',
  )
  expect(received.split('HTTP/1.1 ')).toHaveLength(2)
  expect(statusOf(received)).toBe(200)
})

test('behind a good request comes a bad one: the good one is still answered', async () => {
  let answer: (() => void) | undefined
  const { port } = await givenEdge((_, response) => {
    answer = () => response.end('good')
  })
  const client = new RawClient(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\nNONSENSE / HTTP/9.9\r\n\r\n')
  await expect.poll(() => answer).toBeDefined()
  answer?.()
  const received = await client.closed
  expect(received.split('HTTP/1.1 ')).toHaveLength(2)
  expect(received).toMatch(/^HTTP\/1\.1 200 [\s\S]*good$/)
})

// The twin: the same clients against the same server without `attach`.
test('without attach, Node would leave such a client alone for half a minute', () => {
  const server = createServer(() => {})
  expect(Reflect.get(server, 'connectionsCheckingInterval')).toBe(30_000)
})

test('attach comes before listen, because Node reads the interval there', async () => {
  const { server, edge } = await givenEdge(echoBody)
  expect(() => edge.attach(server)).toThrow(/before server.listen/)
})

test('a client that half-closes after its request still gets the answer', async () => {
  const { port } = await givenEdge((_, response) => response.end('ok'))
  const client = new RawClient(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  client.socket.end()
  expect(await client.closed).toMatch(/ok$/)
})

test('harden refuses a count of proxies that is none', () => {
  const options = { production: true, deadlineMs: 1, trustedProxyHops: -1 }
  // The log is not reached.
  expect(() => harden(() => {}, { ...options, log: Object.create(null) })).toThrow(/0, 1, 2/)
})
