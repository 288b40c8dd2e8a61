import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryStore, definePolicy } from '../rate-limit/rate-limit.ts'
import { compileCors } from '../cors/cors.ts'
import { systemClock } from '../clock/clock.ts'
import { givenEdge, RawClient } from './given-edge.ts'
import type { Listener } from './options.ts'

const listener: Listener = async (request, response) => {
  let size = 0
  for await (const chunk of request) size += chunk.length
  response.end(String(size))
}

const piece = oneof(
  constantFrom(
    'GET / HTTP/1.1\r\n',
    'POST /x?y HTTP/1.1\r\n',
    'HEAD http://a/ HTTP/1.1\r\n',
    'OPTIONS * HTTP/1.0\r\n',
    'Host: a\r\n',
    'Host: b:99999999\r\n',
    'Origin: https://app.example.com\r\n',
    'Origin: null\r\n',
    'Access-Control-Request-Method: PUT\r\n',
    'Content-Length: 3\r\n',
    'Content-Length: 99999999999999999999\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Transfer-Encoding: gzip, chunked\r\n',
    'Expect: 100-continue\r\n',
    'Upgrade: websocket\r\nConnection: Upgrade\r\n',
    'Connection: close\r\n',
    'X-Forwarded-For: ,,::1,%\r\n',
    'X-Correlation-ID: \u0080\r\n',
    'traceparent: 00-0-0-0\r\n',
    '\r\n',
    '3\r\nabc\r\n',
    '0\r\n\r\n',
    'fffffffffffffffff\r\n',
    'abc',
    '\n',
    '\u0000',
  ),
  string({ maxLength: 20, unit: 'binary-ascii' }),
)

test('whatever bytes come: no answer of 500, none without protection, nothing left in flight', async () => {
  const policy = definePolicy({
    name: 'edge',
    windows: [{ name: 'minute', limit: 1_000_000, periodMs: 60_000 }],
    whenStoreIsDown: 'local',
  })
  const { port, edge, lines } = await givenEdge(listener, {
    cors: compileCors({ origins: ['https://app.example.com'], credentials: true }),
    limiter: { store: createMemoryStore({ clock: systemClock }), policy },
    trustedProxyHops: 1,
    connections: { headersTimeoutMs: 100, requestTimeoutMs: 100, checkingIntervalMs: 30 },
  })
  const talk = asyncProperty(array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
    const client = new RawClient(port, pieces.join(''))
    client.socket.end()
    const received = await client.closed
    expect(received).not.toMatch(/HTTP\/1\.1 500/)
    const answers = received
      .split(/(?=HTTP\/1\.1 )/)
      .filter((text) => !/^$|^HTTP\/1\.1 100/.test(text))
    for (const answer of answers) expect(answer).toContain('X-Content-Type-Options: nosniff')
  })
  await assert(talk, { numRuns: 300 })
  await edge.idle()
  expect(lines.filter(({ level }) => level === 'error')).toEqual([])
}, 60_000)
