import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { startRedisServer, type RedisServer } from '@holdfast/testing/redis'
import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { connectRedis } from '../redis/redis.ts'
import type { Charge } from './decision.ts'
import { defaultPolicies } from './policies.ts'
import { createRedisStore, type RedisStore } from './redis-store.ts'

const log = { info: () => undefined, warn: () => undefined }
const replicas = 3

function by(subject: string): Charge[] {
  return [{ policy: defaultPolicies.api, subject }]
}

// The bar belongs to `npm run proofs` on a quiet machine.
const longestWaitMs = proofSize({ reduced: 250, full: 100 })

async function givenStore() {
  const server = await startRedisServer()
  const redis = await connectRedis({ url: server.url, clock: systemClock, log })
  const store = createRedisStore({ redis, clock: systemClock, replicas, log })
  return {
    server,
    redis,
    store,
    async [Symbol.asyncDispose]() {
      await redis.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

/** Many calls at once, and the longest that one of them took. A rejected call fails the test. */
async function burst(store: RedisStore, subject: string, calls = 300) {
  let longestMs = 0
  let passed = 0
  const call = async () => {
    const startedMs = performance.now()
    const decision = await store.take(by(subject))
    longestMs = Math.max(longestMs, performance.now() - startedMs)
    if (decision.allowed) passed++
  }
  await Promise.all(Array.from({ length: calls }, call))
  return { passed, longestMs }
}

async function expectSharedAgain(store: RedisStore): Promise<void> {
  let attempt = 0
  await eventually(
    async () => {
      expect(store.isDegraded()).toBe(false)
      expect((await burst(store, `recovered-${attempt++}`)).passed).toBe(60)
    },
    { withinMs: 10_000, everyMs: 100 },
  )
}

test('two processes, 300 calls at once: exactly 60 pass, ten times in a row', async () => {
  await using server = await startRedisServer()
  for (let round = 0; round < 10; round++) {
    const sharers = await Promise.all([1, 2].map(() => startSharer(server, `round-${round}`)))
    const results = await Promise.all(sharers.map((sharer) => sharer.run()))
    expect(results.map((result) => result.degraded)).toEqual([false, false])
    expect(results.reduce((sum, result) => sum + result.passed, 0)).toBe(60)
  }
}, 60_000)

async function startSharer(server: RedisServer, subject: string) {
  const file = new URL('redis-store.fixture.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [file, server.url, subject, '150'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  return {
    async run(): Promise<{ passed: number; degraded: boolean }> {
      child.stdin.write('go\n')
      const [line] = await once(lines, 'line')
      await once(child, 'exit')
      // The fixture prints exactly this.
      return JSON.parse(String(line)) as { passed: number; degraded: boolean }
    },
  }
}

test('killed mid-way: no call fails or waits, each process keeps to its share, and it recovers alone', async () => {
  await using one = await givenStore()
  const { server, store } = one
  expect((await burst(store, 'before', 100)).passed).toBe(60)
  const midWay = burst(store, 'mid-way')
  const killed = server.kill()
  const { passed, longestMs } = await midWay
  await killed
  expect(longestMs).toBeLessThan(longestWaitMs)
  // At most what Redis had let pass, and then this process's share.
  expect(passed).toBeLessThanOrEqual(60 + 20)
  const afterwards = await burst(store, 'afterwards')
  expect(afterwards.passed).toBe(20)
  expect(afterwards.longestMs).toBeLessThan(longestWaitMs)
  expect(store.isDegraded()).toBe(true)
  await server.restart()
  await expectSharedAgain(store)
})

test('frozen mid-way: no call fails or waits, each process keeps to its share, and it recovers alone', async () => {
  await using one = await givenStore()
  const { server, store } = one
  await server.freeze()
  const frozen = await burst(store, 'frozen')
  expect(frozen.longestMs).toBeLessThan(longestWaitMs)
  expect(frozen.passed).toBe(20)
  const afterwards = await burst(store, 'afterwards')
  expect(afterwards.longestMs).toBeLessThan(longestWaitMs)
  expect(afterwards.passed).toBe(20)
  server.thaw()
  await expectSharedAgain(store)
})
