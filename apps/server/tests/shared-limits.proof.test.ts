import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { startRedisServer } from '@holdfast/testing/redis'
import { expect, test } from 'vitest'
import { ask, connectionsOf, tally, type Answer } from './harness/ask.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

const limit = 60
const perHour = 1_000
const path = '/api/v1/stations'
const inARow = proofSize({ reduced: 3, full: 10 })
// The bar belongs to `npm run proofs` on a quiet machine; without a breaker it is for ever.
const longestWaitMs = proofSize({ reduced: 3_000, full: 100 })
const outages = proofSize({ reduced: 1, full: 5 })

async function givenTwoServers(redisUrl: string) {
  const { appUrl, ownerUrl } = await testDatabase()
  const shared = { REDIS_URL: redisUrl, HOLDFAST_REPLICAS: '2', RATE_LIMIT_FACTOR: '1' }
  const env = { ...shared, TRUSTED_PROXY_HOPS: '1' }
  const start = () => startHoldfast({ appUrl, ownerUrl, env })
  const [first, second] = await Promise.all([start(), start()])
  const urls = [first.baseUrl, second.baseUrl] as const
  return {
    servers: [first, second] as const,
    urls,
    async [Symbol.asyncDispose]() {
      await first[Symbol.asyncDispose]()
      await second[Symbol.asyncDispose]()
    },
  }
}

let clients = 0
/** The address of somebody who has not called before. */
const newClient = () => `198.51.${100 + (clients >> 8)}.${clients++ & 255}`

/**
 * One request. A machine that others keep busy lets the edge refuse some before any limit is
 * looked at: those are asked again.
 */
function askAs(client: string, baseUrl: string, agent = connectionsOf(1)): Promise<Answer> {
  const headers = { 'x-forwarded-for': client }
  const askOnce = async () => {
    const answer = await ask(`${baseUrl}${path}`, { headers, agent })
    const wasShed = answer.status === 503 && answer.headers['ratelimit'] === undefined
    if (wasShed) throw new Error('The machine is too busy')
    return answer
  }
  return eventually(askOnce, { withinMs: 10_000, everyMs: 200 })
}

/** 300 requests of one client at once, spread over the servers: how often which status. */
async function burst(baseUrls: readonly string[], client = newClient()) {
  const agent = connectionsOf(100)
  const urls = Array.from({ length: 300 }, (_, index) => baseUrls[index % baseUrls.length] ?? '')
  const answers = await Promise.all(urls.map((url) => askAs(client, url, agent)))
  return tally(answers.map(({ status }) => status))
}

const exactly = (passed: number) => ({ 200: passed, 429: 300 - passed })

/** How many decisions the servers have made without Redis. */
async function degradedDecisions(baseUrls: readonly string[]): Promise<number> {
  const pages = await Promise.all(baseUrls.map((url) => ask(`${url}/metrics`)))
  const counts = pages.map((page) => /^rate_limit_degraded_decisions_total (\d+)/m.exec(page.text))
  return counts.reduce((sum, count) => sum + Number(count?.[1] ?? 0), 0)
}

/**
 * A machine that others keep busy can let Redis miss its 50 ms; such a burst says nothing about
 * the shared limit and is repeated. One that only Redis decided must be exact.
 */
async function expectOneLimit(baseUrls: readonly [string, string]): Promise<void> {
  const burstOfRedis = async () => {
    const before = await degradedDecisions(baseUrls)
    const client = newClient()
    const statuses = await burst(baseUrls, client)
    const { headers } = await askAs(client, baseUrls[0])
    if ((await degradedDecisions(baseUrls)) !== before) throw new Error('Redis was late')
    return { statuses, limits: headers['ratelimit'] }
  }
  const { statuses, limits } = await eventually(burstOfRedis, { withinMs: 20_000 })
  expect(statuses).toEqual(exactly(limit))
  // What the minute denied has cost the hour nothing.
  expect(limits).toMatch(new RegExp(`"api-minute";r=0;.*"api-hour";r=${perHour - limit};`))
}

async function expectReadiness(baseUrls: readonly string[], state: string): Promise<void> {
  const shown = async () => {
    for (const url of baseUrls) {
      const { status, json } = await ask(`${url}/health/ready`)
      expect({ status, state: json['status'] }).toEqual({ status: 200, state })
    }
  }
  await eventually(shown, { withinMs: 10_000 })
}

/**
 * A burst can overtake the 50 ms that Redis has: then the servers decided alone because it was late,
 * and have not heard its refusal yet. Only a call that it answers tells them, so they go on asking.
 */
async function expectToLearnOfRefusal(baseUrls: readonly string[]): Promise<void> {
  const learnt = async () => {
    for (const url of baseUrls) {
      await askAs(newClient(), url)
      const { status, json } = await ask(`${url}/health/ready`)
      expect({ status, state: json['status'] }).toEqual({ status: 200, state: 'degraded' })
    }
  }
  await eventually(learnt, { withinMs: 20_000, everyMs: 200 })
}

/** Asks both servers all the time, each time as somebody new, until it is told to stop. */
function keepAsking(baseUrls: readonly string[]) {
  const asked: { readonly status: number; readonly tookMs: number }[] = []
  const stopping = new AbortController()
  async function keepAskingOne(url: string): Promise<void> {
    const agent = connectionsOf(1)
    while (!stopping.signal.aborted) {
      const startedMs = performance.now()
      const { status } = await askAs(newClient(), url, agent)
      asked.push({ status, tookMs: performance.now() - startedMs })
    }
  }
  const asking = Promise.allSettled(baseUrls.map(keepAskingOne))
  return {
    /** Resolves when there are so many answers. */
    have: (count: number) =>
      eventually(() => expect(asked.length).toBeGreaterThanOrEqual(count), { withinMs: 20_000 }),
    /** How often which status came, and how much longer than usual the longest request took. */
    async stop() {
      stopping.abort()
      for (const outcome of await asking) expect(outcome.status).toBe('fulfilled')
      const times = asked.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b)
      const usualMs = times[times.length >> 1] ?? 0
      const statuses = tally(asked.map(({ status }) => status))
      return { statuses, waitedMs: (times.at(-1) ?? 0) - usualMs }
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await asking
    },
  }
}

test(`two servers, 300 requests at once against a limit of 60: exactly 60 pass, ${inARow} times in a row, and a denied request costs no window`, async () => {
  await using redis = await startRedisServer()
  await using both = await givenTwoServers(redis.url)
  for (let round = 0; round < inARow; round++) await expectOneLimit(both.urls)
}, 120_000)

test.each([
  ['killed', { stop: 'kill', start: 'restart' }],
  ['frozen', { stop: 'freeze', start: 'thaw' }],
] as const)(
  'Redis %s mid-way: no request fails or waits for it, each server keeps to its half, and all comes back by itself',
  async (_, { stop, start }) => {
    await using redis = await startRedisServer()
    await using both = await givenTwoServers(redis.url)
    const { urls } = both
    await expectOneLimit(urls)

    const midWay = burst(urls)
    await redis[stop]()
    const { 200: passed = 0, 429: denied = 0, ...others } = await midWay
    expect(others).toEqual({})
    // What Redis let pass until then, and the two halves.
    expect(passed).toBeGreaterThanOrEqual(limit)
    expect(passed).toBeLessThanOrEqual(2 * limit)
    expect(passed + denied).toBe(300)
    expect(await burst(urls)).toEqual(exactly(limit))
    expect(await burst([urls[0]])).toEqual(exactly(limit / 2))
    await expectReadiness(urls, 'degraded')

    await redis[start]()
    await expectReadiness(urls, 'ready')
    await expectOneLimit(urls)

    // Again while one request follows the other: none of them notices.
    const waits: number[] = []
    for (let outage = 0; outage < outages; outage++) {
      await using asking = keepAsking(urls)
      await asking.have(20)
      await redis[stop]()
      await asking.have(100)
      const { statuses, waitedMs } = await asking.stop()
      expect(Object.keys(statuses)).toEqual(['200'])
      waits.push(waitedMs)
      await redis[start]()
      await expectReadiness(urls, 'ready')
    }
    // The least of them, since whatever else the machine does adds to each.
    expect(Math.min(...waits)).toBeLessThan(longestWaitMs)
  },
  120_000,
)

test('a Redis that answers but refuses to count shows in health, limits each server to its half, and is used again when it counts', async () => {
  await using redis = await startRedisServer()
  await using both = await givenTwoServers(redis.url)
  const { urls } = both
  // Scripts that write are refused from here on; PING is answered.
  await redis.configure('maxmemory', '1')
  expect(await burst([urls[0]])).toEqual(exactly(limit / 2))
  await expectToLearnOfRefusal(urls)
  await redis.configure('maxmemory', '0')
  // Nobody calls meanwhile.
  await expectReadiness(urls, 'ready')
  await expectOneLimit(urls)
}, 120_000)

test('a frozen Redis does not hold up the shutdown', async () => {
  await using redis = await startRedisServer()
  await using both = await givenTwoServers(redis.url)
  const [{ process }] = both.servers
  await redis.freeze()
  const startedMs = performance.now()
  process.signal('SIGTERM')
  expect(await process.exited).toEqual({ code: 0, signal: null })
  expect(performance.now() - startedMs).toBeLessThan(5_000)
}, 60_000)
