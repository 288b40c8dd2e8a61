import { createFakeClock } from '@holdfast/testing/clock'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { startRedisServer, type RedisServer } from '@holdfast/testing/redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { connectRedis, type Redis } from '../redis/redis.ts'
import { createCache, type Cache, type CacheOptions } from './cache.ts'
import { createRedisStore } from './redis-store.ts'

const { database } = await testDatabase()
const log = { info: () => undefined, warn: () => undefined }
const minuteMs = 60_000

let server: RedisServer
let redis: Redis
beforeAll(async () => {
  server = await startRedisServer()
  // What is kept matters here, not speed: a busy machine may take its time.
  const { url } = server
  redis = await connectRedis({ url, clock: systemClock, log, commandDeadlineMs: 10_000 })
})
afterAll(async () => {
  await redis.close()
  await server[Symbol.asyncDispose]()
})

let caches = 0
function newCache(kind: 'memory' | 'redis', options: Partial<CacheOptions> = {}): Cache {
  const shared = kind === 'redis' ? { redis, prefix: `cache-${caches++}` } : {}
  return createCache({ clock: systemClock, log, ...shared, ...options })
}

const invalidate = (cache: Cache, ...tags: readonly string[]) =>
  database.transaction((tx) => cache.invalidate(tx, tags))

/** A loader that counts, and that can be held up. */
function slowLoader<V>(value: () => V) {
  const gate = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  return {
    started: started.promise,
    release: () => gate.resolve(),
    async load() {
      const seen = value()
      started.resolve()
      await gate.promise
      return seen
    },
  }
}

/** Numbers each load, so that it shows which one a value came from. */
function countedLoader() {
  let loads = 0
  return { load: async () => ({ load: ++loads }), count: () => loads }
}

async function notNeeded(): Promise<string> {
  throw new Error('The value is still kept')
}

describe.each(['memory', 'redis'] as const)('in %s', (kind) => {
  test('a value is made once, and every caller has a copy of its own', async () => {
    const cache = newCache(kind)
    const { load, count } = countedLoader()
    const cached = { ttlMs: minuteMs, tags: ['t'], load: async () => [await load()] }
    const first = await cache.get('k', cached)
    first.pop()
    expect(await cache.get('k', cached)).toEqual([{ load: 1 }])
    expect(count()).toBe(1)
  })

  test('many who ask at once wait for one load', async () => {
    const cache = newCache(kind)
    const { load, count } = countedLoader()
    const asked = Array.from({ length: 50 }, () =>
      cache.get('k', { ttlMs: minuteMs, tags: ['t'], load }),
    )
    expect(new Set((await Promise.all(asked)).map(({ load: nth }) => nth))).toEqual(new Set([1]))
    expect(count()).toBe(1)
  })

  test('the error of a load reaches all who wait, and is not kept', async () => {
    const cache = newCache(kind)
    let loads = 0
    const load = async () => {
      if (++loads === 1) throw new Error('no luck')
      return 'luck'
    }
    const cached = { ttlMs: minuteMs, tags: ['t'], load }
    const both = await Promise.allSettled([cache.get('k', cached), cache.get('k', cached)])
    expect(both.map(({ status }) => status)).toContain('rejected')
    expect(await cache.get('k', cached)).toBe('luck')
    expect(loads).toBe(2)
  })

  test('that there is none is kept when asked for, and not otherwise', async () => {
    const cache = newCache(kind)
    let loads = 0
    const load = async () => void loads++
    for (let asked = 0; asked < 3; asked++) await cache.get('a', { ttlMs: 9e6, tags: ['t'], load })
    expect(loads).toBe(3)
    const cached = { ttlMs: 9e6, noneMs: minuteMs, tags: ['t'], load }
    for (let asked = 0; asked < 3; asked++) expect(await cache.get('b', cached)).toBeUndefined()
    expect(loads).toBe(4)
  })

  test('an invalidation counts when its transaction commits, for its tags alone', async () => {
    const cache = newCache(kind)
    const { load } = countedLoader()
    const get = (key: string, tags: readonly string[]) =>
      cache.get(key, { ttlMs: minuteMs, tags, load }).then((value) => value.load)
    expect([await get('a', ['one', 'two']), await get('b', ['three'])]).toEqual([1, 2])
    await invalidate(cache, 'two', 'four')
    expect([await get('a', ['one', 'two']), await get('b', ['three'])]).toEqual([3, 2])
  })

  test('one that is rolled back invalidates nothing in the end', async () => {
    const cache = newCache(kind)
    const { load, count } = countedLoader()
    const get = () => cache.get('k', { ttlMs: minuteMs, tags: ['other'], load })
    await get()
    const failed = database.transaction(async (tx) => {
      await cache.invalidate(tx, ['t'])
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    await get()
    expect(count()).toBe(1)
  })

  test('a value whose loading began before an invalidation is never given to who asks after it', async () => {
    const cache = newCache(kind)
    let truth = 'old'
    const slow = slowLoader(() => truth)
    const cached = { ttlMs: minuteMs, tags: ['t'] }
    const early = cache.get('k', { ...cached, load: slow.load })
    await slow.started
    truth = 'new'
    await invalidate(cache, 't')
    // Neither by waiting for that load …
    expect(await cache.get('k', { ...cached, load: async () => truth })).toBe('new')
    slow.release()
    expect(await early).toBe('old')
    // … nor because it ended last.
    expect(await cache.get('k', { ...cached, load: notNeeded })).toBe('new')
  })

  test('what is stale is shown while it is loaded anew, once, and never after an invalidation', async () => {
    const cache = newCache(kind)
    const { load, count } = countedLoader()
    const get = () => cache.get('k', { ttlMs: 1, staleMs: minuteMs, tags: ['t'], load })
    await get()
    await eventually(async () => {
      await get()
      expect(count()).toBeGreaterThanOrEqual(2)
    })
    await invalidate(cache, 't')
    const before = count()
    expect((await get()).load).toBeGreaterThan(before)
  })

  test('a load goes on when whoever asked first is gone', async () => {
    const cache = newCache(kind)
    const slow = slowLoader(() => 'value')
    const cached = { ttlMs: minuteMs, tags: ['t'], load: slow.load }
    void cache.get('k', cached)
    await slow.started
    const waits = cache.get('k', cached)
    slow.release()
    expect(await waits).toBe('value')
  })

  test('hits and misses are counted by the family of keys', async () => {
    const metrics = createMetrics()
    const cache = newCache(kind, { metrics })
    const get = () =>
      cache.get('slots:s1:2030', { ttlMs: minuteMs, tags: ['t'], load: async () => 1 })
    await get()
    await get()
    const { body } = await metrics.render()
    expect(body).toContain('cache_requests_total{family="slots",result="miss"} 1')
    expect(body).toContain('cache_requests_total{family="slots",result="hit"} 1')
    expect(body).toContain('cache_load_duration_seconds_count{family="slots"} 1')
  })
})

test('a value is fresh for its time and then made again', async () => {
  const clock = createFakeClock()
  const cache = newCache('memory', { clock })
  const { load, count } = countedLoader()
  const get = () => cache.get('k', { ttlMs: 1000, tags: ['t'], load })
  await get()
  await clock.advance(899)
  await get()
  expect(count()).toBe(1)
  await clock.advance(101)
  await get()
  expect(count()).toBe(2)
})

test('processes on one Redis load once together, and one hears of the other at once', async () => {
  const options = { prefix: 'shared' }
  const one = newCache('redis', options)
  const two = newCache('redis', options)
  const { load, count } = countedLoader()
  const get = (cache: Cache) => cache.get('k', { ttlMs: minuteMs, tags: ['t'], load })
  await Promise.all(Array.from({ length: 20 }, (_, index) => get(index % 2 ? one : two)))
  expect(count()).toBe(1)
  await invalidate(one, 't')
  expect((await get(two)).load).toBe(2)
})

test('a process that dies between commit and word of it leaves its tags uncertain, never wrong', async () => {
  const store = createRedisStore({ redis, prefix: 'dies', maxCharacters: 1000 })
  const cache = newCache('redis', { prefix: 'dies' })
  let truth = 'old'
  const get = () => cache.get('k', { ttlMs: minuteMs, tags: ['t'], load: async () => truth })
  await get()
  await store.begin(['t'], 'whoever dies')
  truth = 'new'
  expect(await get()).toBe('new')
  truth = 'newer'
  expect(await get()).toBe('newer')
  await store.finish(['t'], 'whoever dies')
  await get()
  truth = 'unseen'
  expect(await get()).toBe('newer')
})

test('without Redis values are made each time; what was invalidated meanwhile is not shown later', async () => {
  await using own = await startRedisServer()
  const connection = await connectRedis({ url: own.url, clock: systemClock, log })
  const cache = newCache('redis', { redis: connection })
  let truth = 'old'
  const get = () => cache.get('k', { ttlMs: minuteMs, tags: ['t'], load: async () => truth })
  await get()
  await own.freeze()
  await get()
  truth = 'new'
  await invalidate(cache, 't')
  expect(await get()).toBe('new')
  own.thaw()
  await eventually(() => connection.ping(), { withinMs: 10_000 })
  expect(await get()).toBe('new')
  await connection.close()
})
