import { createFakeClock } from '@holdfast/testing/clock'
import { beforeEach, describe, expect, test } from 'vitest'
import { givenStorage } from '../fixtures/given-client.ts'
import { createLimiter, type Limiter } from './limiter.ts'

const minuteMs = 60_000
let clock: ReturnType<typeof createFakeClock>
let storage: ReturnType<typeof givenStorage>
let limiter: Limiter
/** A page that is loaded again has nothing but its storage. */
const reload = () => {
  const limits = { api: [{ limit: 2, periodMs: minuteMs }] }
  limiter = createLimiter({ clock, storage, name: 'limits', limits })
}
beforeEach(() => {
  clock = createFakeClock()
  storage = givenStorage()
  reload()
})

describe('tokens', () => {
  test('run out, come back, and are not forgotten by a reload', async () => {
    expect(limiter.take('api')).toEqual({ allowed: true, waitMs: 0, remaining: 1 })
    reload()
    expect(limiter.take('api')).toEqual({ allowed: true, waitMs: 0, remaining: 0 })
    reload()
    const { allowed, waitMs } = limiter.take('api')
    expect(allowed).toBe(false)
    await clock.advance(waitMs)
    expect(limiter.check('api').remaining).toBe(1)
  })

  test('are not taken by a look', () => {
    for (let looks = 0; looks < 5; looks++) limiter.check('api')
    expect(limiter.check('api').remaining).toBe(2)
  })

  test('of a category without a limit never run out', () => {
    expect(limiter.take('unheard-of')).toMatchObject({ allowed: true, remaining: Infinity })
  })

  test.each(['{', '[]', '{"api":7}', '{"api":{"buckets":[{}],"blockedUntilMs":0}}', 'null'])(
    'are all there when the storage holds %j',
    (text) => {
      storage.setItem('limits', text)
      expect(limiter.take('api').allowed).toBe(true)
    },
  )
})

describe('a refusal of the service', () => {
  test('holds for the whole category and the whole time, also after a reload', async () => {
    limiter.block('api', 5_000)
    await clock.advance(2_000)
    reload()
    expect(limiter.take('api')).toEqual({ allowed: false, waitMs: 3_000, remaining: 0 })
    expect(limiter.take('other').allowed).toBe(true)
    await clock.advance(3_000)
    expect(limiter.take('api').allowed).toBe(true)
  })

  test.each([
    ['longer first', [20_000, 1_000]],
    ['shorter first', [1_000, 20_000]],
  ])('is not shortened by another that names less: %s', async (_, waits) => {
    for (const waitMs of waits) limiter.block('api', waitMs)
    expect(limiter.check('api').waitMs).toBe(20_000)
    reload()
    limiter.block('api', 1_000)
    await clock.advance(19_999)
    expect(limiter.take('api').allowed).toBe(false)
    await clock.advance(1)
    expect(limiter.take('api').allowed).toBe(true)
  })

  test('is outlasted by a later one that ends later, though it names less', async () => {
    limiter.block('api', 5_000)
    await clock.advance(4_000)
    limiter.block('api', 3_000)
    expect(limiter.check('api').waitMs).toBe(3_000)
  })

  test.each([-3_600_000, 3_600_000])('lasts as long when the clock is set by %i ms', async (ms) => {
    limiter.block('api', 5_000)
    clock.jump(ms)
    await clock.advance(4_999)
    expect(limiter.check('api').waitMs).toBe(1)
    await clock.advance(1)
    expect(limiter.check('api').waitMs).toBe(0)
  })
})

const policy = (text: string) => new Headers({ 'ratelimit-policy': text })

describe('the service’s own words', () => {
  test('replace the limits that were built in, also after a reload', () => {
    limiter.learn('api', policy('"api-minute";q=4;w=60, "api-hour";q=9;w=3600'))
    reload()
    limiter.take('api')
    expect(limiter.check('api').remaining).toBe(3)
  })

  test('about another policy change nothing', () => {
    limiter.learn('api', policy('"edge-minute";q=1200;w=60'))
    expect(limiter.check('api').remaining).toBe(2)
  })

  test.each(['', 'garbage', '"api-minute";q=0;w=60', '"api-minute";q=x;w=60'])(
    'are ignored when they say %j',
    (text) => {
      limiter.learn('api', policy(text))
      expect(limiter.check('api').remaining).toBe(2)
    },
  )

  test('keep what was already taken', () => {
    limiter.take('api')
    limiter.take('api')
    limiter.learn('api', policy('"api-minute";q=1;w=60'))
    expect(limiter.check('api')).toMatchObject({ allowed: false, remaining: 0 })
    expect(limiter.check('api').waitMs).toBeGreaterThan(0)
  })
})
