import { createFakeClock, type FakeClock } from '@holdfast/testing/clock'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defineProvider, type OutboundCall, type ProviderOptions } from './outbound.ts'
import { pauseMs } from './retry.ts'

type Told = { readonly status: number; readonly headers?: Record<string, string> } | Error

/** A provider that says these things one after the other, the last one for ever. */
function given(says: readonly Told[], options: Partial<ProviderOptions> = {}) {
  const clock = createFakeClock()
  const sentAtMs: number[] = []
  const provider = defineProvider('test', {
    baseUrl: 'http://provider.test',
    clock,
    random: () => 0,
    breaker: { failures: 1_000 },
    transport: async () => {
      const told = says[Math.min(sentAtMs.length, says.length - 1)] ?? { status: 200 }
      sentAtMs.push(clock.monotonicMs())
      if (told instanceof Error) throw told
      return new Response('{}', told)
    },
    ...options,
  })
  return {
    clock,
    provider,
    sentAtMs,
    call: (call: OutboundCall) => ended(clock, provider.call(call)),
  }
}

/** How it ended once ten minutes have passed. */
async function ended(clock: FakeClock, going: Promise<unknown>) {
  const outcome = going.then(
    () => 'answered',
    (error: unknown) => error,
  )
  await clock.advance(600_000)
  return outcome
}

const reset = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('read'), { code: 'ECONNRESET' }),
})
const write = { method: 'POST', path: '/payments' }

test.each([
  ['a read', { path: '/payments/1' }],
  ['a keyed write', { ...write, idempotencyKey: 'a' }],
  ['a question asked by POST', { ...write, isRepeatable: true }],
])('%s is repeated after what may pass', async (_name, call) => {
  const { call: send, sentAtMs } = given([{ status: 503 }, reset, { status: 200 }])
  expect(await send(call)).toBe('answered')
  expect(sentAtMs).toHaveLength(3)
})

test.each([
  ['a write without a key', write],
  ['a PUT without a key', { method: 'PUT', path: '/x' }],
  ['a write with an empty key', { ...write, idempotencyKey: '' }],
])('%s is sent once, whatever happens', async (_name, call) => {
  for (const failure of [{ status: 503 }, { status: 429 }, reset]) {
    const { call: send, sentAtMs } = given([failure, { status: 200 }])
    expect(await send(call)).toBeInstanceOf(Error)
    expect(sentAtMs).toHaveLength(1)
  }
})

test.each([400, 401, 402, 403, 404, 409, 410, 422, 301, 302, 501, 505])(
  'a %d is an answer, and is not asked for again',
  async (status) => {
    const { call, sentAtMs } = given([{ status }])
    expect(await call({ path: '/' })).toMatchObject({ kind: 'permanent', status })
    expect(sentAtMs).toHaveLength(1)
  },
)

test('it gives up after so many attempts, with the last failure', async () => {
  const { call, sentAtMs } = given([{ status: 500 }, { status: 502 }, { status: 504 }])
  expect(await call({ path: '/' })).toMatchObject({ kind: 'transient', status: 504 })
  expect(sentAtMs).toHaveLength(3)
})

test.each([
  ['seconds', '7'],
  ['an HTTP date', 'Mon, 05 Jan 2026 12:00:07 GMT'],
])('Retry-After in %s is waited for to the end, whatever the backoff says', async (_name, text) => {
  for (const status of [429, 503]) {
    const headers = { 'retry-after': text }
    const { call, sentAtMs } = given([{ status, headers }, { status: 200 }])
    expect(await call({ path: '/' })).toBe('answered')
    expect(sentAtMs).toEqual([0, 7_000])
  }
})

test('a Retry-After past the budget is given up at once and told', async () => {
  const { clock, provider, sentAtMs } = given([{ status: 429, headers: { 'retry-after': '60' } }])
  const going = provider.call({ path: '/' })
  await expect(going).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
  expect(sentAtMs).toEqual([0])
  expect(clock.monotonicMs()).toBe(0)
})

test('attempts and waits together never pass the total', async () => {
  const { call, sentAtMs } = given([{ status: 503, headers: { 'retry-after': '4' } }], {
    totalMs: 10_000,
    retry: { attempts: 100 },
  })
  expect(await call({ path: '/' })).toMatchObject({ kind: 'transient', retryAfterMs: 4_000 })
  expect(sentAtMs).toEqual([0, 4_000, 8_000])
})

test('a caller that gives up while it waits is let go at once, and nothing is sent', async () => {
  const { clock, provider, sentAtMs } = given([{ status: 503, headers: { 'retry-after': '5' } }])
  const giving = new AbortController()
  const going = provider.call({ path: '/', signal: giving.signal })
  const outcome = expect(going).rejects.toThrow('no longer needed')
  await clock.advance(1_000)
  giving.abort(new Error('no longer needed'))
  await outcome
  await clock.advance(60_000)
  expect(sentAtMs).toEqual([0])
  expect(clock.waiting).toBe(0)
})

test('the pause is anything between what was asked for and the doubled ceiling above it', () => {
  const rules = { attempts: 9, baseMs: 100, maxMs: 1_000 }
  const retryAfter = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined })
  const share = fc.double({ min: 0, max: 0.999_999, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), retryAfter, share, (attempt, retryAfterMs, of) => {
      const pause = pauseMs({ attempt, retryAfterMs }, rules, () => of)
      const ceilingMs = Math.min(1_000, 100 * 2 ** (attempt - 1))
      expect(pause).toBeGreaterThanOrEqual(retryAfterMs ?? 0)
      expect(pause).toBeLessThanOrEqual((retryAfterMs ?? 0) + ceilingMs)
      expect(pause - (retryAfterMs ?? 0)).toBeCloseTo(of * ceilingMs)
    }),
  )
})

test('an attempt that may have been carried out is not forgotten by a later one', async () => {
  const refusedConnection = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  })
  const keyed = { ...write, idempotencyKey: 'a' }
  const after = async (says: readonly Told[]) => given(says).call(keyed)
  expect(await after([refusedConnection])).toMatchObject({ isOutcomeUnknown: false })
  expect(await after([reset, refusedConnection])).toMatchObject({ isOutcomeUnknown: true })
  expect(await after([reset, { status: 429 }])).toMatchObject({ isOutcomeUnknown: true })
  expect(await after([reset, { status: 422 }])).toMatchObject({ isOutcomeUnknown: false })
})
