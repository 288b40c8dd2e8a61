import { describe, expect, test } from 'vitest'
import { exchangeBytes, givenEdge, statusOf } from './given-edge.ts'
import type { Listener } from './options.ts'

const echo: Listener = (request, response) => response.end(`${request.method} ${request.url}`)
const rest = 'Host: a.example\r\nConnection: close\r\n\r\n'

interface Case {
  readonly name: string
  readonly sent: string
  readonly status: number
  readonly code?: string
}

const cases: Case[] = [
  { name: 'an ordinary request', sent: `GET /x?y=1 HTTP/1.1\r\n${rest}`, status: 200 },
  {
    name: 'a target of 8,192 characters',
    sent: `GET /${'x'.repeat(8191)} HTTP/1.1\r\n${rest}`,
    status: 200,
  },
  {
    name: 'a longer target',
    sent: `GET /${'x'.repeat(8192)} HTTP/1.1\r\n${rest}`,
    status: 414,
    code: 'request.addressTooLong',
  },
  {
    name: 'headers over 16 KiB',
    sent: `GET / HTTP/1.1\r\nX: ${'x'.repeat(17_000)}\r\n${rest}`,
    status: 431,
    code: 'request.headersTooLarge',
  },
  {
    name: 'a target over 16 KiB',
    sent: `GET /${'x'.repeat(17_000)} HTTP/1.1\r\n${rest}`,
    status: 431,
    code: 'request.headersTooLarge',
  },
  {
    name: '101 header fields',
    sent: `GET / HTTP/1.1\r\n${'X: 1\r\n'.repeat(99)}${rest}`,
    status: 431,
    code: 'request.headersTooLarge',
  },
  {
    name: '100 header fields',
    sent: `GET / HTTP/1.1\r\n${'X: 1\r\n'.repeat(98)}${rest}`,
    status: 200,
  },
  {
    name: 'TRACE',
    sent: `TRACE / HTTP/1.1\r\n${rest}`,
    status: 405,
    code: 'request.methodNotAllowed',
  },
  {
    name: 'a WebDAV method',
    sent: `PROPFIND / HTTP/1.1\r\n${rest}`,
    status: 405,
    code: 'request.methodNotAllowed',
  },
  {
    name: 'CONNECT',
    sent: `CONNECT a.example:443 HTTP/1.1\r\n${rest}`,
    status: 405,
    code: 'request.methodNotAllowed',
  },
  {
    name: 'no method that exists',
    sent: `HACK / HTTP/1.1\r\n${rest}`,
    status: 400,
    code: 'request.malformed',
  },
  {
    name: 'no Host',
    sent: 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    status: 400,
    code: 'request.malformed',
  },
  { name: 'no Host under HTTP/1.0', sent: 'GET / HTTP/1.0\r\n\r\n', status: 200 },
  {
    name: 'two Hosts',
    sent: `GET / HTTP/1.1\r\nHost: a.example\r\n${rest}`,
    status: 400,
    code: 'request.malformed',
  },
  {
    name: 'a Host with a path',
    sent: 'GET / HTTP/1.1\r\nHost: a.example/x\r\nConnection: close\r\n\r\n',
    status: 400,
  },
  {
    name: 'a Host with userinfo',
    sent: 'GET / HTTP/1.1\r\nHost: u@a.example\r\nConnection: close\r\n\r\n',
    status: 400,
  },
  {
    name: 'a Host with a blank',
    sent: 'GET / HTTP/1.1\r\nHost: a.example b\r\nConnection: close\r\n\r\n',
    status: 400,
  },
  {
    name: 'an empty Host',
    sent: 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n',
    status: 400,
  },
  {
    name: 'an IPv6 Host',
    sent: 'GET / HTTP/1.1\r\nHost: [::1]:3000\r\nConnection: close\r\n\r\n',
    status: 200,
  },
  {
    name: 'an absolute target of this host',
    sent: `GET http://a.example/x HTTP/1.1\r\n${rest}`,
    status: 200,
  },
  {
    name: 'an absolute target of another host',
    sent: `GET http://b.example/x HTTP/1.1\r\n${rest}`,
    status: 400,
  },
  {
    name: 'an absolute target with userinfo',
    sent: `GET http://u@a.example/x HTTP/1.1\r\n${rest}`,
    status: 400,
  },
  { name: 'a star', sent: `GET * HTTP/1.1\r\n${rest}`, status: 400 },
  { name: 'a star for OPTIONS', sent: `OPTIONS * HTTP/1.1\r\n${rest}`, status: 200 },
  {
    name: 'two lengths',
    sent: `POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n${rest}ab`,
    status: 400,
  },
  {
    name: 'a length and chunks',
    sent: `POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${rest}0\r\n\r\n`,
    status: 400,
  },
  {
    name: 'a length that is none',
    sent: `POST / HTTP/1.1\r\nContent-Length: -1\r\n${rest}`,
    status: 400,
  },
  { name: 'a folded header', sent: `GET / HTTP/1.1\r\nX: 1\r\n y\r\n${rest}`, status: 400 },
  { name: 'a blank before the colon', sent: `GET / HTTP/1.1\r\nX : 1\r\n${rest}`, status: 400 },
  { name: 'a NUL in a header', sent: `GET / HTTP/1.1\r\nX: \u0000\r\n${rest}`, status: 400 },
  {
    name: 'bytes of TLS',
    sent: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000',
    status: 400,
    code: 'request.malformed',
  },
  {
    name: 'a WebSocket',
    sent: 'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    status: 400,
  },
  {
    name: 'an offer of h2c, which is ignored',
    sent: 'GET / HTTP/1.0\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n',
    status: 200,
  },
]

describe('limits of a request', () => {
  test.each(cases)('$name: $status', async ({ sent, status, code }) => {
    const { port, edge } = await givenEdge(echo)
    const client = exchangeBytes(port, sent)
    const received = await client
    expect(statusOf(received)).toBe(status)
    expect(received).toContain('X-Content-Type-Options: nosniff')
    expect(received).toMatch(/X-Correlation-ID: [\w-]{36}\r\n/)
    if (status !== 200) {
      const body = JSON.parse(received.slice(received.indexOf('\r\n\r\n') + 4))
      expect(body).toMatchObject({ status, code: code ?? 'request.malformed' })
      expect(received).toContain(`X-Correlation-ID: ${body.correlationId}`)
      expect(received).toMatch(/content-type: application\/problem\+json/i)
    }
    expect(edge.inFlight()).toBe(0)
  })
})

test('an absolute target reaches the listener as its path', async () => {
  const { port } = await givenEdge(echo)
  expect(await exchangeBytes(port, `GET http://A.EXAMPLE/x?y HTTP/1.1\r\n${rest}`)).toContain(
    'GET /x?y',
  )
})

test('a connection that brought a malformed request is closed, and nothing behind it is run', async () => {
  let calls = 0
  const { port } = await givenEdge(() => void calls++)
  const bad = 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'
  const received = await exchangeBytes(port, `${bad}GET / HTTP/1.1\r\nHost: a\r\n\r\n`)
  expect(received.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 400'])
  expect(received).toContain('Connection: close')
  expect(calls).toBe(0)
})

test('a refused method names the allowed ones', async () => {
  const { port } = await givenEdge(echo, { methods: ['GET', 'POST'] })
  const received = await exchangeBytes(port, `PUT / HTTP/1.1\r\n${rest}`)
  expect(statusOf(received)).toBe(405)
  expect(received).toContain('allow: GET, POST')
})

test.each([
  [undefined, 'about:blank'],
  ['https://shop.example/problems/', 'https://shop.example/problems/request.malformed'],
])(
  'a problem of the edge leads to %s and its code, where there is such a page',
  async (page, type) => {
    const { port } = await givenEdge(echo, page === undefined ? {} : { problemTypes: page })
    // One that became a request, and one that did not.
    for (const bytes of ['GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 'nonsense\r\n\r\n']) {
      expect(await exchangeBytes(port, bytes)).toContain(`"type":"${type}"`)
    }
  },
)

describe('a service that knows its names', () => {
  const hosts = ['api.example.com', 'local.example:8443', '*.shops.example']
  test.each([
    ['api.example.com', 200],
    ['API.example.com:443', 200],
    ['local.example:8443', 200],
    ['local.example', 400],
    ['local.example:1', 400],
    ['evil.example', 400],
    ['api.example.com.evil.example', 400],
    ['api.example.com.', 400],
    ['pier-9.shops.example', 200],
    ['pier-9.shops.example:3000', 200],
    ['shops.example', 400],
    ['a.b.shops.example', 400],
    ['.shops.example', 400],
    ['*.shops.example', 400],
  ])('Host %s: %i', async (host, status) => {
    const { port } = await givenEdge(echo, { hosts })
    const sent = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
    // Twice, since a known host is remembered and an unknown one must not be.
    expect(statusOf(await exchangeBytes(port, sent))).toBe(status)
    expect(statusOf(await exchangeBytes(port, sent))).toBe(status)
  })
})
