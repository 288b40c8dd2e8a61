import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { settle, type Fetch } from '../client.ts'
import { givenFakeTime, shopClient } from '../fixtures/given-client.ts'
import { answer, givenService, type Script } from '../fixtures/given-service.ts'

// Every way in which a server can say when, on a clock of its own that may be wrong.
const cases = fc.record({
  form: fc.constantFrom('seconds', 'padded seconds', 'IMF date', 'RFC 850 date', 'asctime'),
  status: fc.constantFrom(408, 409, 425, 429, 500, 502, 503, 504),
  waitSeconds: fc.integer({ min: 0, max: 12 }),
  skewMs: fc.integer({ min: -86_400_000, max: 86_400_000 }),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  attempts: fc.constantFrom(1, 2),
})
type Case = typeof cases extends fc.Arbitrary<infer One> ? One : never

test('no request ever comes before the time that Retry-After names, in whatever form', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const { early, answered } = await earliness(given)
      expect(early).toEqual([])
      expect(answered).toBe(given.attempts + 1)
    }),
    { numRuns: 150 },
  )
})

test('a client that does not read Retry-After is caught', async () => {
  const given: Case = {
    form: 'seconds',
    status: 429,
    waitSeconds: 5,
    skewMs: 0,
    random: 0.5,
    attempts: 1,
  }
  const { early } = await earliness(given, deaf)
  expect(early).not.toEqual([])
})

test('a limit that names no time means a minute', async () => {
  const time = givenFakeTime()
  const service = await givenService(time.clock.monotonicMs)
  service.next(answer(429), answer(200, { items: [] }))
  const { shop } = shopClient({ ...service, ...time })
  await time.until(shop.listOrders({}, { timeoutMs: 90_000 }))
  expect(service.received.map(({ atMs }) => atMs)).toEqual([0, 60_000])
})

test('a 429 that names less does not shorten what an earlier one of its category named', async () => {
  const { sentAtMs } = await flightsRefused([[20], [1]])
  expect(sentAtMs).toEqual([0, 0, 20_000, 20_000])
})

test('nothing is sent before the latest time that any 429 of several calls in flight has named', async () => {
  const waits = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 2 })
  await fc.assert(
    fc.asyncProperty(fc.array(waits, { minLength: 2, maxLength: 4 }), async (calls) => {
      const { early, sentAtMs } = await flightsRefused(calls)
      expect(early).toEqual([])
      expect(sentAtMs).toHaveLength(calls.length + calls.flat().length)
    }),
    { numRuns: 100 },
  )
})

/**
 * Makes calls of one category at once, each refused with its own waits in seconds; says when
 * requests went out, and which of them before a time that had been named by then.
 */
async function flightsRefused(calls: readonly (readonly number[])[]) {
  const left = calls.map((waits) => [...waits])
  const sentAtMs: number[] = []
  const early: number[] = []
  let notBeforeMs = 0
  const time = givenFakeTime(async (url) => {
    const sentMs = time.clock.monotonicMs()
    sentAtMs.push(sentMs)
    if (sentMs < notBeforeMs) early.push(notBeforeMs - sentMs)
    const waitSeconds = left[Number(new URL(url).searchParams.get('tag'))]?.shift()
    // Whatever goes out in the same instant does so before the answer.
    await new Promise((resolve) => setImmediate(resolve))
    if (waitSeconds === undefined) return Response.json({ items: [] })
    notBeforeMs = Math.max(notBeforeMs, time.clock.monotonicMs() + waitSeconds * 1000)
    return new Response(null, { status: 429, headers: { 'retry-after': String(waitSeconds) } })
  })
  const { shop } = shopClient({ ...time, baseUrl: 'http://shop.test' })
  const lists = calls.map((_, index) =>
    settle(shop.listOrders({ query: { tag: [String(index)] } }, { timeoutMs: 90_000 })),
  )
  await time.until(Promise.all(lists))
  return { early, sentAtMs }
}

/** Takes `Retry-After` out of every answer. */
function deaf(send: Fetch): Fetch {
  return async (url, init) => {
    const response = await send(url, init)
    const headers = new Headers(response.headers)
    headers.delete('retry-after')
    // A limit without a time would mean a minute.
    const status = response.status === 429 ? 503 : response.status
    return new Response(await response.text(), { status, headers })
  }
}

/** Makes a call to a server that refuses with a time; says which requests came before it. */
async function earliness(given: Case, change = (send: Fetch) => send) {
  const time = givenFakeTime()
  const serverNow = () => time.clock.now().getTime() + given.skewMs
  const service = await givenService(serverNow)
  const early: number[] = []
  let notBeforeMs = 0
  const refuse: Script = (received, response) => {
    if (received.atMs < notBeforeMs) early.push(notBeforeMs - received.atMs)
    const { header, atMs } = retryAfter(given, serverNow())
    notBeforeMs = atMs
    response.sendDate = false
    const date = new Date(serverNow()).toUTCString()
    answer(given.status, undefined, { 'retry-after': header, date })(received, response)
  }
  service.next(...Array.from({ length: given.attempts }, () => refuse), (received, response) => {
    if (received.atMs < notBeforeMs) early.push(notBeforeMs - received.atMs)
    answer(200, { items: [] })(received, response)
  })
  const fetch = change(time.fetch)
  const { shop } = shopClient({ ...service, ...time, fetch, random: () => given.random })
  await time.until(settle(shop.listOrders({}, { timeoutMs: 60_000 })))
  return { early, answered: service.received.length }
}

function retryAfter({ form, waitSeconds }: Case, nowMs: number): { header: string; atMs: number } {
  // Dates have whole seconds: the named second is the first one that is allowed.
  const atMs = Math.ceil(nowMs / 1000) * 1000 + waitSeconds * 1000
  const utc = new Date(atMs).toUTCString()
  const [, day = '', month = '', year = '', clock = ''] = utc.split(' ')
  switch (form) {
    case 'seconds':
      return { header: String(waitSeconds), atMs: nowMs + waitSeconds * 1000 }
    case 'padded seconds':
      return { header: ` 00${waitSeconds} `, atMs: nowMs + waitSeconds * 1000 }
    case 'IMF date':
      return { header: utc, atMs }
    case 'RFC 850 date': {
      const weekday = new Date(atMs).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
      return { header: `${weekday}, ${day}-${month}-${year.slice(2)} ${clock} GMT`, atMs }
    }
    case 'asctime':
      return { header: `${utc.slice(0, 3)} ${month} ${day.padStart(2)} ${clock} ${year}`, atMs }
  }
}
