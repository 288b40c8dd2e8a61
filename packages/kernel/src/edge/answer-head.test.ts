import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { compileCors } from '../cors/cors.ts'
import { cspNonce, type Listener } from './edge.ts'
import { exchangeBytes, givenEdge } from './given-edge.ts'

const protective = [
  'strict-transport-security',
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'x-correlation-id',
  'x-request-id',
]

const page = 'https://app.example.com'
const cors = compileCors({ origins: [page], credentials: true })

const head = (received: string) => received.slice(0, received.indexOf('\r\n\r\n')).toLowerCase()

function count(received: string, name: string): number {
  return head(received).split(`\r\n${name.toLowerCase()}:`).length - 1
}

const ask = `GET / HTTP/1.1\r\nHost: a\r\nOrigin: ${page}\r\nConnection: close\r\n\r\n`

const waysToAnswer: Record<string, Listener> = {
  'end alone': (_, response) => response.end('ok'),
  'write, write, end': (_, response) => {
    response.write('o')
    response.write('k')
    response.end()
  },
  'setHeader and end': (_, response) => {
    response.setHeader('Content-Type', 'text/plain')
    response.end('ok')
  },
  'writeHead with an object': (_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok')
  },
  'writeHead with a reason and an object': (_, response) => {
    response.writeHead(200, 'Fine', { 'content-type': 'text/plain' }).end('ok')
  },
  'writeHead with a flat list': (_, response) => {
    response.writeHead(200, ['content-type', 'text/plain', 'set-cookie', ['a=1', 'b=2']]).end('ok')
  },
  'writeHead with pairs': (_, response) => {
    const pairs: string[][] = [['content-type', 'text/plain']]
    response.writeHead(200, pairs).end('ok')
  },
  'setHeader and writeHead': (_, response) => {
    response.setHeader('X-Early', '1')
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok')
  },
  'flushHeaders and end': (_, response) => {
    response.flushHeaders()
    response.end('ok')
  },
  'a pipe': (_, response) => {
    Readable.from(['o', 'k']).pipe(response)
  },
  'a wrapped writeHead, as middleware does it': (_, response) => {
    const writeHead = response.writeHead.bind(response)
    response.writeHead = (status: number) => writeHead(status, { 'x-wrapped': '1' })
    response.end('ok')
  },
  'another prototype, as Express does it': (_, response) => {
    Object.setPrototypeOf(response, Object.create(Object.getPrototypeOf(response)))
    response.end('ok')
  },
}

describe.each(Object.entries(waysToAnswer))('an answer by %s', (_, listener) => {
  test('carries every protective header once, and CORS', async () => {
    const { port, lines } = await givenEdge(listener, { cors })
    const received = await exchangeBytes(port, ask)
    expect(received.replaceAll(/[^ok]/g, '').endsWith('ok')).toBe(true)
    for (const name of [...protective, 'access-control-allow-origin', 'vary']) {
      expect([name, count(received, name)]).toEqual([name, 1])
    }
    expect(lines.at(-1)).toMatchObject({ status: 200, outcome: 'answered' })
  })
})

describe('a header that listener and edge both write', () => {
  const values = {
    'Content-Security-Policy': "default-src 'self'",
    'X-FRAME-OPTIONS': 'SAMEORIGIN',
    'Access-Control-Allow-Origin': '*',
    'x-correlation-id': 'forged',
    Vary: 'Accept-Encoding',
  }
  const ways: Record<string, Listener> = {
    setHeader: (_, response) => {
      for (const [name, value] of Object.entries(values)) response.setHeader(name, value)
      response.end('ok')
    },
    'writeHead with an object': (_, response) => response.writeHead(200, values).end('ok'),
    'writeHead with a list': (_, response) => {
      response.writeHead(200, Object.entries(values).flat()).end('ok')
    },
  }

  test.each(Object.entries(ways))(
    'by %s: protection is the listener’s, ids and CORS the edge’s',
    async (_, listener) => {
      const { port } = await givenEdge(listener, { cors })
      const received = await exchangeBytes(port, ask)
      for (const name of Object.keys(values)) {
        expect([name, count(received, name)]).toEqual([name, name === 'Vary' ? 2 : 1])
      }
      expect(received).toContain("default-src 'self'")
      expect(received).toContain('SAMEORIGIN')
      expect(received).not.toContain('forged')
      expect(received).toContain(`Access-Control-Allow-Origin: ${page}`)
    },
  )
})

test('outside production no HSTS is sent: a browser would remember it for localhost', async () => {
  const { origin } = await givenEdge((_, response) => response.end(), { production: false })
  const answer = await fetch(origin)
  expect(answer.headers.get('strict-transport-security')).toBeNull()
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('the nonce in the policy is the one that the listener was given, and new each time', async () => {
  const { origin } = await givenEdge((request, response) => response.end(cspNonce(request)), {
    headers: { csp: (nonce) => `script-src 'nonce-${nonce}'` },
  })
  const nonces = new Set<string>()
  for (let round = 0; round < 3; round++) {
    const answer = await fetch(origin)
    const nonce = await answer.text()
    expect(nonce).toMatch(/^[\w+/]{22}==$/)
    expect(answer.headers.get('content-security-policy')).toBe(`script-src 'nonce-${nonce}'`)
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(3)
})

test('a policy of the listener’s own wins over the one with a nonce', async () => {
  const { origin } = await givenEdge(
    (_, response) => response.writeHead(200, { 'content-security-policy': 'sandbox' }).end(),
    { headers: { csp: (nonce) => `script-src 'nonce-${nonce}'` } },
  )
  expect((await fetch(origin)).headers.get('content-security-policy')).toBe('sandbox')
})

test('a configured header that would break out of its line is refused at start', async () => {
  const csp = "default-src 'none'\r\nSet-Cookie: a=b"
  await expect(givenEdge(() => {}, { headers: { csp } })).rejects.toThrow(/Invalid character/)
})

test('HEAD, 204 and 304 have headers and no body, and the connection goes on', async () => {
  const { port } = await givenEdge((request, response) => {
    if (request.url === '/204') response.writeHead(204).end()
    else if (request.url === '/304') response.writeHead(304, { etag: '"1"' }).end()
    else response.writeHead(200, { 'content-length': 2 }).end('ok')
  })
  const received = await exchangeBytes(
    port,
    'HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET /204 HTTP/1.1\r\nHost: a\r\n\r\n' +
      'GET /304 HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  )
  const answers = received.split('HTTP/1.1 ').slice(1)
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['200', '204', '304', '200'])
  expect(answers.map((answer) => answer.split('\r\n\r\n')[1])).toEqual(['', '', '', 'ok'])
  for (const answer of answers) expect(answer).toContain('X-Content-Type-Options: nosniff')
  expect(received).not.toContain('ransfer-')
})
