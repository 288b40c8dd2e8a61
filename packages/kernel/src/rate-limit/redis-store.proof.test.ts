import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { startRedisServer, type RedisServer } from '@holdfast/testing/redis'
import { Redis as Client } from 'ioredis'
import { expect, test } from 'vitest'
import { sleep, systemClock } from '../clock/clock.ts'
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

/** A store of its own on the server. One that waits long enough to be exact on a busy machine. */
async function givenStore({ url }: RedisServer) {
  const redis = await connectRedis({ url, clock: systemClock, log, commandDeadlineMs: 10_000 })
  const store = createRedisStore({ redis, clock: systemClock, replicas, log })
  return { store, [Symbol.asyncDispose]: () => redis.close() }
}

/** A store as a service has it, and its server to break. */
async function givenFragileStore() {
  const server = await startRedisServer()
  const redis = await connectRedis({ url: server.url, clock: systemClock, log })
  const store = createRedisStore({ redis, clock: systemClock, replicas, log })
  return {
    server,
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

const sharerCount = proofSize({ reduced: 4, full: 50 })

test(`${sharerCount} processes, 300 calls at once against a limit of 60: exactly 60 pass, ten times in a row, and what was denied costs no window`, async () => {
  await using server = await startRedisServer()
  await using one = await givenStore(server)
  await using sharers = new AsyncDisposableStack()
  const started = Array.from({ length: sharerCount }, () => startSharer(server))
  const all = (await Promise.all(started)).map((sharer) => sharers.use(sharer))
  for (let round = 0; round < 10; round++) {
    const results = await Promise.all(all.map((it) => it.call(`r-${round}`, 300 / sharerCount)))
    expect(results.some((result) => result.degraded)).toBe(false)
    expect(results.reduce((sum, result) => sum + result.passed, 0)).toBe(60)
    const { states } = await one.store.take(by(`r-${round}`))
    expect(states.map((state) => state.remaining)).toEqual([0, 940])
  }
}, 120_000)

async function startSharer(server: RedisServer) {
  const file = new URL('redis-store.fixture.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [file, server.url], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  return {
    async call(subject: string, calls: number): Promise<Shared> {
      child.stdin.write(`${subject} ${calls}\n`)
      const [line] = await once(lines, 'line')
      // The fixture prints exactly this.
      return JSON.parse(String(line)) as Shared
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    },
  }
}

interface Shared {
  readonly passed: number
  readonly degraded: boolean
}

test('50 connections with six calls each at once against a limit of 60: exactly 60 pass, ten times in a row', async () => {
  await using server = await startRedisServer()
  await using open = new AsyncDisposableStack()
  const givens = Array.from({ length: 50 }, () => givenStore(server))
  const all = (await Promise.all(givens)).map((one) => open.use(one))
  for (let round = 0; round < 10; round++) {
    const bursts = all.map(({ store }) => burst(store, `r-${round}`, 6))
    const passed = (await Promise.all(bursts)).map((result) => result.passed)
    expect(passed.reduce((sum, count) => sum + count, 0)).toBe(60)
  }
})

test('killed mid-way: no call fails or waits more than 100 ms, each process keeps to its share, and it recovers alone', async () => {
  await using one = await givenFragileStore()
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

test('frozen mid-way: no call fails or waits more than 100 ms, each process keeps to its share, and it recovers alone', async () => {
  await using one = await givenFragileStore()
  const { server, store } = one
  expect((await burst(store, 'before', 100)).passed).toBe(60)
  const midWay = burst(store, 'mid-way')
  await server.freeze()
  const { passed, longestMs } = await midWay
  expect(longestMs).toBeLessThan(longestWaitMs)
  expect(passed).toBeLessThanOrEqual(60 + 20)
  const afterwards = await burst(store, 'afterwards')
  expect(afterwards.longestMs).toBeLessThan(longestWaitMs)
  expect(afterwards.passed).toBe(20)
  // One call after the other as well: only what was under way has waited.
  for (let call = 0; call < 50; call++) {
    expect((await burst(store, `later-${call}`, 1)).longestMs).toBeLessThan(longestWaitMs)
  }
  server.thaw()
  await expectSharedAgain(store)
})

test('with a client that waits for its answer, a frozen Redis holds every call: the broken twin', async () => {
  await using server = await startRedisServer()
  const client = new Client(server.url)
  await client.incr('count')
  await server.freeze()
  const call = client.incr('count').then(() => 'answered')
  const stillWaiting = sleep(systemClock, 3 * 100).then(() => 'waiting')
  expect(await Promise.race([call, stillWaiting])).toBe('waiting')
  server.thaw()
  expect(await call).toBe('answered')
  client.disconnect()
})
