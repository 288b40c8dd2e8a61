import { proofSize } from '@holdfast/testing/proof'
import { startRedisServer, type RedisServer } from '@holdfast/testing/redis'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { connectRedis, type Redis } from '../redis/redis.ts'
import type { Charge } from './decision.ts'
import { createMemoryStore } from './memory-store.ts'
import { definePolicy, type Policy } from './policies.ts'
import { createSharedCounters } from './shared-counters.ts'
import { createRedisStore } from './redis-store.ts'

const log = { info: () => undefined, warn: () => undefined }

let server: RedisServer
let redis: Redis
beforeAll(async () => {
  server = await startRedisServer()
  // Only the decisions matter here: a busy machine may take its time.
  const { url } = server
  redis = await connectRedis({ url, clock: systemClock, log, commandDeadlineMs: 10_000 })
})
afterAll(async () => {
  await redis?.close()
  await server?.[Symbol.asyncDispose]()
})

let runs = 0
const newPrefix = () => `run-${runs++}`

const minuteMs = 60_000

function policyOf(name: string, ...limits: readonly (readonly [number, number])[]): Policy {
  const windows = limits.map(([limit, minutes], index) => ({
    name: `window-${index}`,
    limit,
    // Far longer than the test runs, since keys expire by the server's own time.
    periodMs: minutes * minuteMs,
  }))
  return definePolicy({ name, windows, whenStoreIsDown: 'local' })
}

const policies = [
  policyOf('one', [3, 1]),
  policyOf('two', [5, 1], [12, 60]),
  policyOf('three', [2, 1], [4, 3], [7, 30]),
  // The same name with other limits: a new release changed it.
  policyOf('three', [3, 1], [3, 3], [9, 30]),
]

const anyCharge = fc.record({
  policy: fc.constantFrom(...policies),
  subject: fc.constantFrom('a', 'b', '}x{'),
})

const anyWait = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 40_000 }),
  fc.integer({ min: 40_000, max: 4_000_000 }),
  // Around the instants at which a weight falls. Never back: that has a test of its own.
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: -1, max: 1 }))
    .map(([n, ms]) => n * 10_000 + ms),
)
const times = fc.integer({ min: 1, max: 5 })

interface Step {
  readonly waitMs: number
  readonly charges: readonly Charge[]
  readonly times: number
}

const startMs = 1_800_000_000_000

const numRuns = proofSize({ reduced: 150, full: 3_000 })

async function expectEqualDecisions(steps: readonly Step[]): Promise<void> {
  let nowMs = startMs
  const memory = createMemoryStore({ clock: { ...systemClock, monotonicMs: () => nowMs } })
  const shared = createSharedCounters({ redis, prefix: newPrefix(), nowMs: () => nowMs })
  for (const step of steps) {
    nowMs += step.waitMs
    for (let time = 0; time < step.times; time++) {
      expect(await shared.take(step.charges)).toEqual(memory.take(step.charges))
    }
  }
}

test('on any history it decides like the memory store, to the millisecond', async () => {
  const charges = fc.array(anyCharge, { minLength: 1, maxLength: 3 })
  const step = fc.record({ waitMs: anyWait, charges, times })
  const history = fc.array(step, { minLength: 1, maxLength: 25 })
  await fc.assert(fc.asyncProperty(history, expectEqualDecisions), { numRuns })
}, 120_000)

// The same subject in every call: what the memory store forgets for others, because its time is
// over, a clock that steps back would bring to life again in Redis.
test('on any history of a clock that steps back it decides like the memory store', async () => {
  const backMs = fc.integer({ min: -4_000_000, max: -1 })
  const charges = fc.constant(policies.slice(0, 3).flatMap((policy) => by(policy)))
  const step = fc.record({ waitMs: fc.oneof(anyWait, backMs), charges, times })
  const history = fc.array(step, { minLength: 1, maxLength: 25 })
  await fc.assert(fc.asyncProperty(history, expectEqualDecisions), { numRuns })
}, 120_000)

const by = (policy: Policy, subject = 'a'): Charge[] => [{ policy, subject }]

test('a call that one window denies charges no window, of no policy', async () => {
  const shared = createSharedCounters({ redis, prefix: newPrefix(), nowMs: () => startMs })
  const narrow = policyOf('narrow', [2, 1])
  const wide = policyOf('wide', [10, 1], [20, 60])
  const both = [...by(wide), ...by(narrow)]
  for (let call = 0; call < 50; call++) await shared.take(both)
  const { states } = await shared.take(by(wide))
  expect(states.map((state) => state.remaining)).toEqual([7, 17])
})

test('300 calls at once against a limit of 60: exactly 60 pass, ten times in a row, and what was denied costs no window', async () => {
  const policy = policyOf('api', [60, 1], [1_000, 60])
  const prefix = newPrefix()
  const store = createRedisStore({ redis, clock: systemClock, replicas: 2, log, prefix })
  for (let round = 0; round < 10; round++) {
    const charges = by(policy, `round-${round}`)
    const calls = Array.from({ length: 300 }, () => store.take(charges))
    const decisions = await Promise.all(calls)
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(60)
    const [, hour] = decisions.at(-1)?.states ?? []
    expect(hour?.remaining).toBe(940)
  }
})

test('counted apart and written back, more than the limit passes: the broken twin', async () => {
  const key = `${newPrefix()}:twin`
  const take = async () => {
    const count = Number((await redis.run((client) => client.get(key))) ?? 0)
    if (count >= 60) return false
    await redis.run((client) => client.set(key, count + 1))
    return true
  }
  const passed = await Promise.all(Array.from({ length: 300 }, take))
  expect(passed.filter(Boolean).length).toBeGreaterThan(60)
})

test('counted first and checked afterwards, denied calls eat the hour: the broken twin', async () => {
  const [minute, hour] = [`${newPrefix()}:minute`, `${newPrefix()}:hour`]
  const take = async () => {
    const counts = await Promise.all([minute, hour].map((key) => redis.run((it) => it.incr(key))))
    const [inMinute = 0, inHour = 0] = counts
    return inMinute <= 60 && inHour <= 1_000
  }
  const passed = await Promise.all(Array.from({ length: 300 }, take))
  expect(passed.filter(Boolean)).toHaveLength(60)
  expect(await redis.run((client) => client.get(hour))).toBe('300')
})

test('keys of one subject share a hash slot and expire by themselves', async () => {
  const prefix = newPrefix()
  const shared = createSharedCounters({ redis, prefix })
  await shared.take([...by(policyOf('one', [3, 1]), '}b'), ...by(policyOf('two', [3, 2]), '}b')])
  const keys = await redis.run((client) => client.keys(`${prefix}:*`))
  expect(keys).toHaveLength(2)
  const tags = keys.map((key) => /\{(.*?)\}/.exec(key)?.[1])
  expect(tags[0]).toBe(tags[1])
  expect(tags[0]).not.toBe('')
  const lives = await Promise.all(keys.map((key) => redis.run((client) => client.pttl(key))))
  const [shorter = 0, longer = 0] = lives.toSorted((a, b) => a - b)
  expect(shorter).toBeGreaterThan(115_000)
  expect(shorter).toBeLessThanOrEqual(120_000)
  expect(longer).toBeGreaterThan(235_000)
})

test('a key lives for two periods from the beginning of its last window, not from each call', async () => {
  const prefix = newPrefix()
  let nowMs = startMs
  const shared = createSharedCounters({ redis, prefix, nowMs: () => nowMs })
  const policy = policyOf('one', [9, 1])
  const key = `${prefix}:{=a}:one`
  const lifeMs = () => redis.run((client) => client.pttl(key))
  await shared.take(by(policy))
  await redis.run((client) => client.pexpire(key, 70_000))
  await shared.take(by(policy))
  expect(await lifeMs()).toBeLessThanOrEqual(70_000)
  nowMs += minuteMs
  await shared.take(by(policy))
  expect(await lifeMs()).toBeGreaterThan(115_000)
})

test.each([
  ['one charge of twenty windows', [20]],
  ['twenty charges of one window', Array.from({ length: 20 }, () => 1)],
  ['four charges of five windows', [5, 5, 5, 5]],
])('%s fit into one call', async (_, shape) => {
  const shared = createSharedCounters({ redis, prefix: newPrefix(), nowMs: () => startMs })
  const charges = shape.flatMap((windows, index) => by(policyOfWindows(windows), `s-${index}`))
  const { allowed, states } = await shared.take(charges)
  expect(allowed).toBe(true)
  expect(states.map((state) => state.remaining)).toEqual(Array.from({ length: 20 }, () => 8))
})

test('a call with more windows than a script can hold is refused as the mistake that it is', () => {
  const shared = createSharedCounters({ redis, prefix: newPrefix(), nowMs: () => startMs })
  expect(() => shared.take(by(policyOfWindows(21)))).toThrow(RangeError)
})

function policyOfWindows(count: number): Policy {
  return policyOf('many', ...Array.from({ length: count }, (_, index) => [9, index + 1] as const))
}

test('while two releases run side by side, the one with fewer windows leaves the others alone', async () => {
  const shared = createSharedCounters({ redis, prefix: newPrefix(), nowMs: () => startMs })
  const older = policyOf('api', [9, 1])
  const newer = policyOf('api', [9, 1], [9, 60])
  const remaining: number[][] = []
  for (const policy of [older, newer, older, newer]) {
    const { states } = await shared.take(by(policy))
    remaining.push(states.map((state) => state.remaining))
  }
  expect(remaining).toEqual([[8], [7, 8], [6], [5, 7]])
})

test('a denied newcomer takes no room', async () => {
  const prefix = newPrefix()
  const shared = createSharedCounters({ redis, prefix, nowMs: () => startMs })
  const full = policyOf('full', [1, 1])
  await shared.take(by(full, 'house'))
  for (const guest of ['g', 'h', 'i']) {
    await shared.take([...by(full, 'house'), ...by(policyOf('one', [5, 1]), guest)])
  }
  expect(await redis.run((client) => client.keys(`${prefix}:*`))).toHaveLength(1)
})

test('a Redis that has forgotten its scripts learns them again, within the call', async () => {
  const shared = createSharedCounters({ redis, prefix: newPrefix(), nowMs: () => startMs })
  await redis.run((client) => client.script('FLUSH'))
  const calls = Array.from({ length: 20 }, () => shared.take(by(policyOf('one', [3, 1]))))
  const decisions = await Promise.all(calls)
  expect(decisions.filter((decision) => decision.allowed)).toHaveLength(3)
})

test('the time is the server’s', async () => {
  const shared = createSharedCounters({ redis, prefix: newPrefix() })
  const policy = definePolicy({
    name: 'short',
    windows: [{ name: 'blink', limit: 1, periodMs: 250 }],
    whenStoreIsDown: 'local',
  })
  expect(await shared.take(by(policy))).toMatchObject({ allowed: true })
  const denied = await shared.take(by(policy))
  expect(denied.allowed).toBe(false)
  expect(denied.retryAfterMs).toBeGreaterThan(0)
  expect(denied.retryAfterMs).toBeLessThanOrEqual(500)
})

test('a call without charges passes without asking', async () => {
  const shared = createSharedCounters({ redis, prefix: newPrefix() })
  expect(await shared.take([])).toEqual({ allowed: true, states: [], retryAfterMs: 0 })
})
