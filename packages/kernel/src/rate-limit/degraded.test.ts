import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { createMetrics } from '../metrics/metrics.ts'
import { RedisUnavailable, type Redis } from '../redis/redis.ts'
import type { Charge, Decision } from './decision.ts'
import { createDegradedStore, localShare } from './degraded.ts'
import { rateLimitHeaders } from './headers.ts'
import { defaultPolicies, type Policy } from './policies.ts'
import { createFailSafeStore } from './redis-store.ts'

const { api } = defaultPolicies
const openPolicy: Policy = { ...api, name: 'open', whenStoreIsDown: 'open' }
const closedPolicy: Policy = { ...api, name: 'closed', whenStoreIsDown: 'closed' }

const by = (...policies: readonly Policy[]): Charge[] =>
  policies.map((policy) => ({ policy, subject: 'a' }))

function degraded(replicas: number) {
  return createDegradedStore({ clock: createFakeClock(), replicas })
}

async function passed(take: () => Decision | Promise<Decision>, calls = 300) {
  const decisions = await Promise.all(Array.from({ length: calls }, take))
  return decisions.filter((decision) => decision.allowed).length
}

test.each([
  [1, 60],
  [2, 30],
  [7, 8],
  [49, 1],
  [1_000, 1],
])('local among %i replicas: each passes %i of 60', async (replicas, share) => {
  const store = degraded(replicas)
  expect(await passed(() => store.take(by(api)))).toBe(share)
})

test('the share is exact where a multiplication would round', () => {
  const policy = { ...api, windows: [{ name: 'minute', limit: 98, periodMs: 60_000 }] }
  expect(localShare(policy, 49).windows[0]?.limit).toBe(2)
})

test('open lets everybody pass, and says so', async () => {
  const store = degraded(2)
  expect(await passed(() => store.take(by(openPolicy)))).toBe(300)
  expect(rateLimitHeaders(await store.take(by(openPolicy)))['x-ratelimit-remaining']).toBe('60')
})

test('closed lets nobody pass, and charges no other policy of the call', async () => {
  const store = degraded(2)
  const denied = await store.take(by(api, closedPolicy))
  expect(denied).toMatchObject({ allowed: false, deniedBy: { policy: 'closed' } })
  expect(rateLimitHeaders(denied)).toMatchObject({ 'retry-after': '1' })
  expect(await passed(() => store.take(by(api)))).toBe(30)
})

function givenStore() {
  const redis: Redis = {
    isUp: true,
    run: () => Promise.reject(new Error('not used')),
    ping: async () => undefined,
    status: () => ({ state: 'up', forMs: 0, losses: 0 }),
    close: async () => undefined,
  }
  const outcome: { next: Decision | Error } = { next: new RedisUnavailable('away') }
  const lines: string[] = []
  const note = (_: object, message: string) => void lines.push(message)
  const metrics = createMetrics()
  const store = createFailSafeStore(
    { redis, clock: createFakeClock(), replicas: 6, log: { info: note, warn: note }, metrics },
    {
      take: async () => {
        if (outcome.next instanceof Error) throw outcome.next
        return outcome.next
      },
    },
  )
  return { store, outcome, lines, metrics }
}

test('a call that Redis leaves alone is decided here, and counted as such', async () => {
  const { store, metrics } = givenStore()
  expect(await passed(() => store.take(by(api)))).toBe(10)
  expect((await metrics.render()).body).toContain('rate_limit_degraded_decisions_total 300')
})

test('a Redis that answers but refuses degrades too, is logged once, and recovers by itself', async () => {
  const { store, outcome, lines, metrics } = givenStore()
  outcome.next = new Error('OOM command not allowed')
  expect(await passed(() => store.take(by(api)))).toBe(10)
  expect(store.isDegraded()).toBe(true)
  expect((await metrics.render()).body).toContain('rate_limit_degraded 1')
  outcome.next = { allowed: true, states: [], retryAfterMs: 0 }
  await store.take(by(api))
  expect(store.isDegraded()).toBe(false)
  expect(lines).toEqual([
    'Redis refuses to count for rate limits',
    'Redis counts for rate limits again',
  ])
})
