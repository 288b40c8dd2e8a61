import { describe, expect, test } from 'vitest'
import { compileCors } from '../cors/cors.ts'
import { currentContext } from '../context/context.ts'
import { requestProblems } from '../problems/problems.ts'
import { createMemoryStore, definePolicy } from '../rate-limit/rate-limit.ts'
import { systemClock } from '../clock/clock.ts'
import { exchangeBytes, givenEdge, RawClient, statusOf } from './given-edge.ts'
import type { HealthEndpoints, Listener } from './options.ts'

const ok: Listener = (_, response) => response.end('ok')

describe('correlation', () => {
  const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

  test('a harmless id is taken, echoed twice, logged and seen by the listener', async () => {
    const { origin, lines } = await givenEdge((_, response) => {
      response.end(currentContext()?.correlationId)
    })
    for (const name of ['x-correlation-id', 'x-request-id']) {
      const answer = await fetch(origin, { headers: { [name]: 'cart-42_a.b' } })
      expect(await answer.text()).toBe('cart-42_a.b')
      expect(answer.headers.get('x-correlation-id')).toBe('cart-42_a.b')
      expect(answer.headers.get('x-request-id')).toBe('cart-42_a.b')
    }
    expect(lines).toMatchObject([
      { correlationId: 'cart-42_a.b' },
      { correlationId: 'cart-42_a.b' },
    ])
  })

  test.each([
    ['blanks', 'a b'],
    ['129 characters', 'a'.repeat(129)],
    ['a log forgery', 'a","level":"fatal'],
    ['markup', '<script>'],
    ['bytes over ASCII', 'caf\u00e9'],
    ['nothing', ''],
    ['two values', 'a\r\nX-Correlation-ID: b'],
  ])('an id with %s is replaced', async (_, id) => {
    const { port } = await givenEdge(ok)
    const sent = `GET / HTTP/1.1\r\nHost: a\r\nX-Correlation-ID: ${id}\r\nConnection: close\r\n\r\n`
    const received = await exchangeBytes(port, sent)
    const echoed = /X-Correlation-ID: (.*)\r\n/.exec(received)?.[1]
    expect(echoed).toMatch(uuid7)
  })
})

describe('a listener that fails', () => {
  const canary = 'SELECT secret FROM /srv/app.ts'
  const failures: Record<string, Listener> = {
    throws: () => {
      throw new Error(canary)
    },
    rejects: () => Promise.reject(new Error(canary)),
    'throws after setting headers': (_, response) => {
      response.setHeader('Content-Length', 5)
      throw new Error(canary)
    },
    'throws no error': () => Promise.reject(canary),
  }
  test.each(Object.entries(failures))(
    'that %s is answered 500 without its words, logged once',
    async (_, listener) => {
      const { origin, lines } = await givenEdge(listener)
      const answer = await fetch(origin)
      const text = await answer.text()
      expect(answer.status).toBe(500)
      expect(text).not.toMatch(/SELECT|\.ts/)
      expect(JSON.parse(text)).toMatchObject({ code: 'request.internal' })
      const errors = lines.filter(({ level }) => level === 'error')
      expect(errors).toHaveLength(1)
      expect(errors[0]).toMatchObject({ correlationId: answer.headers.get('x-correlation-id') })
      expect(JSON.stringify(errors)).toContain('secret')
    },
  )

  test('that throws a problem is answered with it, and a 4xx is no error in the log', async () => {
    const { origin, lines } = await givenEdge(() => {
      throw requestProblems.notFound()
    })
    expect((await fetch(origin)).status).toBe(404)
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('that throws what passes is answered with it, and is a warning and no defect in the log', async () => {
    const { origin, lines } = await givenEdge(() => {
      throw requestProblems.unavailable()
    })
    expect((await fetch(origin)).status).toBe(503)
    const told = lines.filter(({ msg }) => msg === 'The request could not be answered')
    expect(told).toMatchObject([{ level: 'warn', code: 'request.unavailable' }])
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('that throws after it began to answer has its connection cut, not its answer faked', async () => {
    const { port } = await givenEdge(async (_, response) => {
      response.write('half')
      await new Promise(setImmediate)
      throw new Error(canary)
    })
    const received = await exchangeBytes(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(received).not.toContain('0\r\n\r\n')
  })
})

describe('the order of the steps', () => {
  const cors = compileCors({ origins: ['https://app.example.com'], credentials: true })
  const health: HealthEndpoints = {
    answer: (_, path) =>
      path === '/health/live'
        ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }
        : undefined,
  }
  const nothingPasses = definePolicy({
    name: 'none',
    windows: [{ name: 'minute', limit: 1, periodMs: 60_000 }],
    whenStoreIsDown: 'local',
  })
  const closed = () => ({
    cors,
    health,
    overload: { eventLoopDelayMs: () => 10_000 },
    limiter: { store: createMemoryStore({ clock: systemClock }), policy: nothingPasses },
  })

  test('health is answered under overload', async () => {
    const { origin } = await givenEdge(ok, closed())
    expect((await fetch(`${origin}/health/live?x`)).status).toBe(200)
    expect((await fetch(origin)).status).toBe(503)
  })

  test('probes and routine are logged at debug while they go well', async () => {
    const { origin, lines } = await givenEdge(
      (request, response) => {
        response.statusCode = request.url === '/gone.css' ? 404 : 200
        response.end('ok')
      },
      { health, isRoutine: (method, path) => method === 'GET' && path.endsWith('.css') },
    )
    for (const path of ['/health/live', '/page.css', '/gone.css', '/page']) {
      await (await fetch(origin + path)).text()
    }
    await expect.poll(() => lines.at(-1)).toMatchObject({ path: '/page' })
    expect(lines.map((line) => line['path'])).toEqual(['/gone.css', '/page'])
  })

  test('the wrong method for a health endpoint is a problem like any other', async () => {
    const wrong: HealthEndpoints = {
      answer() {
        throw requestProblems.methodNotAllowed({}, { headers: { allow: 'GET, HEAD' } })
      },
    }
    const { origin } = await givenEdge(ok, { health: wrong })
    const response = await fetch(origin, { method: 'POST', body: 'x' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect(await response.json()).toMatchObject({ code: 'request.methodNotAllowed' })
  })

  test('a health endpoint may take its time', async () => {
    const later: HealthEndpoints = {
      answer: () => Promise.resolve({ status: 503, headers: {}, body: 'down' }),
    }
    const { origin } = await givenEdge(ok, { health: later })
    const answer = await fetch(origin)
    expect([answer.status, await answer.text()]).toEqual([503, 'down'])
  })

  test('a preflight is answered under overload; a refusal can be read by the page', async () => {
    const { origin } = await givenEdge(ok, closed())
    const page = { origin: 'https://app.example.com' }
    const asked = { ...page, 'access-control-request-method': 'PUT' }
    const preflight = await fetch(origin, { method: 'OPTIONS', headers: asked })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-max-age')).toBe('86400')
    const refused = await fetch(origin, { headers: page })
    expect(refused.status).toBe(503)
    expect(refused.headers.get('access-control-allow-origin')).toBe(page.origin)
    expect(refused.headers.get('retry-after')).toBe('1')
  })

  test('whom the limit exempts is not counted; everybody else is', async () => {
    const { limiter } = closed()
    const { origin } = await givenEdge(ok, {
      limiter: { ...limiter, exempts: ({ headers }) => headers['x-token'] === 'scraper' },
    })
    const scrape = () => fetch(origin, { headers: { 'x-token': 'scraper' } })
    expect([(await scrape()).status, (await scrape()).status]).toEqual([200, 200])
    expect([(await fetch(origin)).status, (await fetch(origin)).status]).toEqual([200, 429])
    expect((await scrape()).status).toBe(200)
  })

  test('a bad request costs its sender nothing of the limit', async () => {
    const { limiter } = closed()
    const { port, origin } = await givenEdge(ok, { limiter })
    await exchangeBytes(port, 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n')
    expect((await fetch(origin)).status).toBe(200)
    expect((await fetch(origin)).status).toBe(429)
  })

  test('an ordinary OPTIONS reaches the listener', async () => {
    const { origin } = await givenEdge(ok, { cors })
    const answer = await fetch(origin, { method: 'OPTIONS' })
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
  })
})

describe('under overload', () => {
  test('more than the most requests at once are refused at once, and later ones pass again', async () => {
    const answers: (() => void)[] = []
    const { port, edge } = await givenEdge(
      (_, response) => void answers.push(() => response.end('ok')),
      { overload: { maxInFlight: 2 } },
    )
    const get = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
    const waiting = [new RawClient(port, get), new RawClient(port, get)]
    await expect.poll(() => edge.inFlight()).toBe(2)
    const refused = await exchangeBytes(port, get)
    expect(statusOf(refused)).toBe(503)
    expect(refused).toContain('retry-after: 1')
    for (const answer of answers) answer()
    for (const client of waiting) expect(statusOf(await client.closed)).toBe(200)
    const later = new RawClient(port, get)
    await expect.poll(() => answers.length).toBe(3)
    answers[2]?.()
    expect(statusOf(await later.closed)).toBe(200)
  })

  test('the event loop’s own delay is what is looked at', async () => {
    const { origin } = await givenEdge(ok, { overload: { maxEventLoopDelayMs: 20 } })
    expect((await fetch(origin)).status).toBe(200)
    // Each request is a look at the delay, and the loop is blocked between any two: who resets
    // the histogram at each look forgets every one of these.
    for (let round = 0; round < 3; round++) {
      blockFor(300)
      await (await fetch(origin)).text()
    }
    blockFor(300)
    expect((await fetch(origin)).status).toBe(503)
  })
})

describe('draining', () => {
  test('every answer says close, and idle waits for the last request', async () => {
    let answer: (() => void) | undefined
    const { port, edge } = await givenEdge((request, response) => {
      if (request.url === '/now') response.setHeader('Connection', 'keep-alive')
      if (request.url === '/now') return response.end('now')
      answer = () => response.end('at last')
      return undefined
    })
    await edge.idle()
    const slow = new RawClient(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await expect.poll(() => edge.inFlight()).toBe(1)
    edge.drain()
    let isIdle = false
    const idle = edge.idle().then(() => (isIdle = true))
    const late = await exchangeBytes(port, 'GET /now HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(late).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close[\s\S]*now$/i)
    expect(late).not.toMatch(/keep-alive/i)
    expect(isIdle).toBe(false)
    answer?.()
    const received = await slow.closed
    expect(received).toMatch(/Connection: close[\s\S]*at last$/)
    await idle
    expect(edge.inFlight()).toBe(0)
  })
})

test('metrics tell method, route and status, and what is in flight', async () => {
  const { origin, metrics } = await givenEdge(async (_, response) => {
    const context = currentContext()
    if (context) context.route = '/bookings/:id'
    response.end((await metrics.render()).body.match(/^http_requests_in_flight .*/m)?.[0])
  })
  const answer = await fetch(`${origin}/bookings/42`)
  expect(await answer.text()).toBe('http_requests_in_flight 1')
  await expect
    .poll(async () => (await metrics.render()).body)
    .toContain(
      'http_request_duration_seconds_count{method="GET",route="/bookings/:id",status="200"} 1',
    )
})

test('a listener that names every path a route does not fill the memory with series', async () => {
  const { origin, metrics } = await givenEdge((request, response) => {
    const context = currentContext()
    if (context) context.route = request.url
    response.end()
  })
  for (let index = 0; index < 1_010; index++) await (await fetch(`${origin}/${index}`)).text()
  await expect
    .poll(async () => (await metrics.render()).body)
    .toMatch(
      /http_request_duration_seconds_count\{method="GET",route="other",status="200"\} 9|metrics_series_overflow_total/,
    )
})

function blockFor(durationMs: number): void {
  const until = performance.now() + durationMs
  while (performance.now() < until);
}
