import { inspect } from 'node:util'
import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { runInContext } from '../context/context.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { startServer } from './local-server.fixture.ts'
import { defineProvider, type ProviderOptions } from './outbound.ts'

/** A provider whose answers a test gives one by one. */
function given(options: Partial<ProviderOptions> = {}) {
  const clock = createFakeClock()
  const open: PromiseWithResolvers<Response>[] = []
  const metrics = createMetrics()
  const provider = defineProvider('test', {
    baseUrl: 'http://provider.test/v1',
    clock,
    metrics,
    retry: { attempts: 1 },
    transport: (_url, { signal }) => {
      const answer = Promise.withResolvers<Response>()
      signal.addEventListener('abort', () => answer.reject(signal.reason))
      open.push(answer)
      return answer.promise
    },
    ...options,
  })
  const answer = (at: number, status: number) => open[at]?.resolve(new Response('', { status }))
  const call = () => {
    const going = provider.call({ path: '/' })
    going.catch(() => {})
    return going
  }
  return { clock, provider, open, answer, call, metrics }
}

const settled = (clock: ReturnType<typeof createFakeClock>) => clock.advance(0)

test('while the breaker is open nothing is sent; then one probe alone, and it decides', async () => {
  const { clock, provider, open, answer, call } = given({ breaker: { failures: 2, openMs: 5_000 } })
  for (const at of [0, 1]) {
    const going = call()
    await settled(clock)
    answer(at, 503)
    await expect(going).rejects.toMatchObject({ kind: 'transient' })
  }
  await expect(call()).rejects.toMatchObject({ kind: 'refused-by-breaker', retryAfterMs: 5_000 })
  expect(open).toHaveLength(2)
  await clock.advance(5_000)
  const [probe, ...others] = Array.from({ length: 10 }, call)
  for (const other of others)
    await expect(other).rejects.toMatchObject({ kind: 'refused-by-breaker' })
  expect(open).toHaveLength(3)
  answer(2, 200)
  await probe
  expect(provider.state().breaker).toBe('closed')
})

test('calls that wait for a place are refused when the breaker opens meanwhile', async () => {
  const { clock, open, answer, call } = given({
    breaker: { failures: 1 },
    concurrency: { max: 1, queue: 5 },
  })
  const first = call()
  const waiting = call()
  await settled(clock)
  answer(0, 500)
  await expect(first).rejects.toMatchObject({ kind: 'transient' })
  await expect(waiting).rejects.toMatchObject({ kind: 'refused-by-breaker' })
  expect(open).toHaveLength(1)
})

test('a probe whose caller gives up leaves the breaker ready for another', async () => {
  const { clock, provider, answer, call } = given({ breaker: { failures: 1, openMs: 1_000 } })
  const first = call()
  await settled(clock)
  answer(0, 500)
  await expect(first).rejects.toThrow()
  await clock.advance(1_000)
  const giving = new AbortController()
  const probe = provider.call({ path: '/', signal: giving.signal })
  await settled(clock)
  giving.abort(new Error('gone'))
  await expect(probe).rejects.toThrow('gone')
  expect(provider.state().breaker).toBe('half-open')
  const second = call()
  await settled(clock)
  answer(2, 200)
  await second
  expect(provider.state().breaker).toBe('closed')
})

test('answers like 404 and 429 say that the provider works: they never open the breaker', async () => {
  const { clock, provider, answer, call } = given({ breaker: { failures: 2 } })
  for (const [at, status] of [404, 429, 400, 429, 422].entries()) {
    const going = call()
    await settled(clock)
    answer(at, status)
    await expect(going).rejects.toThrow()
  }
  expect(provider.state().breaker).toBe('closed')
})

test('one slow provider holds so many calls and no more; the rest is told at once', async () => {
  const { clock, provider, call } = given({ concurrency: { max: 2, queue: 3 } })
  const going = Array.from({ length: 6 }, call)
  await expect(going[5]).rejects.toMatchObject({ kind: 'overloaded', isOutcomeUnknown: false })
  expect(provider.state()).toMatchObject({ inFlight: 2, waiting: 3 })
  await clock.advance(60_000)
  const endings = await Promise.all(
    going.map((one) => one.catch((error: { kind: string }) => error.kind)),
  )
  expect(endings).toEqual(['timeout', 'timeout', 'timeout', 'timeout', 'timeout', 'overloaded'])
  expect(provider.state()).toMatchObject({ inFlight: 0, waiting: 0 })
  expect(clock.waiting).toBe(0)
})

test('waiting for a place counts against the total', async () => {
  const { clock, call, open } = given({
    timeoutMs: 60_000,
    totalMs: 3_000,
    concurrency: { max: 1 },
  })
  const holds = call()
  const waits = call()
  await clock.advance(3_000)
  await expect(holds).rejects.toMatchObject({ kind: 'timeout' })
  await expect(waits).rejects.toMatchObject({ kind: 'overloaded' })
  expect(open).toHaveLength(1)
})

test('health is degraded exactly while the breaker is open, and metrics show it', async () => {
  const { clock, provider, answer, call, metrics } = given({
    breaker: { failures: 1, openMs: 1_000 },
  })
  expect(await provider.healthCheck.run()).toMatchObject({ breaker: 'closed' })
  const going = call()
  await settled(clock)
  expect((await metrics.render()).body).toContain('outbound_in_flight{provider="test"} 1')
  answer(0, 500)
  await expect(going).rejects.toThrow()
  await expect(provider.healthCheck.run()).rejects.toThrow('refused-by-breaker')
  const { body } = await metrics.render()
  expect(body).toContain('outbound_breaker_state{provider="test"} 1')
  expect(body).toContain('outbound_in_flight{provider="test"} 0')
  expect(body).toContain('outbound_attempts_total{provider="test",outcome="5xx"} 1')
})

test('correlation id and trace go along, and the headers of a call win', async () => {
  const seen: Headers[] = []
  const provider = defineProvider('test', {
    baseUrl: 'http://provider.test',
    headers: { authorization: 'Bearer a', accept: 'text/plain' },
    transport: async (_url, { headers }) => {
      seen.push(headers)
      return new Response('{}')
    },
  })
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const context = { correlationId: 'c-1', traceparent, signal: new AbortController().signal }
  await runInContext(context, () => provider.call({ path: '/', headers: { accept: 'a/b' } }))
  await runInContext(context, () => provider.fetch('http://provider.test/x'))
  expect(Object.fromEntries(seen[0] ?? [])).toMatchObject({
    'x-correlation-id': 'c-1',
    traceparent,
    authorization: 'Bearer a',
    accept: 'a/b',
  })
  expect(seen[1]?.get('x-correlation-id')).toBe('c-1')
})

test.each(['/../admin', '/%2e%2e/admin', '/a/../../b', '..', '/.%2E'])(
  'a path that leads out of the base is not sent: %s',
  async (path) => {
    const { provider, open } = given()
    await expect(provider.call({ path })).rejects.toThrow('leads out')
    expect(open).toHaveLength(0)
  },
)

test.each(['//evil.test/', '\\\\evil.test/', 'http://evil.test/', '@evil.test/'])(
  'a path never becomes another host: %s',
  async (path) => {
    const urls: URL[] = []
    const transport = async (url: URL) => {
      urls.push(url)
      return new Response('{}')
    }
    await given({ transport }).provider.call({ path })
    expect(urls[0]?.href).toMatch(/^http:\/\/provider\.test\/v1\//)
    const asked = given({ transport }).provider.fetch('http://evil.test/')
    await expect(asked).rejects.toThrow('not of this provider')
    expect(urls).toHaveLength(1)
  },
)

test('an error shows no query, no body and no header, also when it is logged', async () => {
  const url = await startServer((_request, response) => {
    response.writeHead(402, { 'x-secret': 'header-secret' }).end('body-secret')
  })
  const provider = defineProvider('test', { baseUrl: url })
  const query = { token: 'query-secret' }
  const error = await provider.call({ path: '/pay', query }).catch((caught: unknown) => caught)
  const shown = `${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${String(error)}`
  expect(shown).toContain('test: permanent (402)')
  expect(shown).not.toMatch(/secret/)
  expect(error).toMatchObject({ status: 402 })
})

test.each([
  { timeoutMs: 0 },
  { totalMs: Number.NaN },
  { retry: { attempts: 0 } },
  { breaker: { failures: 0 } },
  { concurrency: { max: 0 } },
])('limits that make no sense are refused where they are written: %o', (limits) => {
  expect(() => defineProvider('test', { baseUrl: 'http://a.test', ...limits })).toThrow(RangeError)
})

test('connections are kept: twenty calls in a row need few of them', async () => {
  const ports = new Set<number | undefined>()
  const url = await startServer((request, response) => {
    ports.add(request.socket.remotePort)
    response.end('{}')
  })
  const provider = defineProvider('test', { baseUrl: url })
  for (let count = 0; count < 20; count++) await provider.call({ path: '/' })
  expect(ports.size).toBeLessThan(4)
})
