import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { proofSize } from '@holdfast/testing/proof'
import { startRedisServer } from '@holdfast/testing/redis'
import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { connectRedis, RedisUnavailable, type Redis } from './redis.ts'

// The bar belongs to `npm run proofs` on a quiet machine.
const longestWaitMs = proofSize({ reduced: 250, full: 100 })
const atOnceMs = proofSize({ reduced: 100, full: 20 })

async function given(url: string) {
  const lines: string[] = []
  const note = (_: object, message: string) => void lines.push(message)
  const metrics = createMetrics()
  const redis = await connectRedis({
    url,
    clock: systemClock,
    log: { info: note, warn: note },
    metrics,
  })
  return {
    redis,
    lines,
    metrics,
    [Symbol.asyncDispose]: () => redis.close(),
  }
}

/** How long a command takes, well or not. */
async function timed(redis: Redis) {
  const startedMs = performance.now()
  const outcome = await redis.ping().catch((error: unknown) => error)
  return { outcome, tookMs: performance.now() - startedMs }
}

async function unusedPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

async function expectRecovery(redis: Redis): Promise<void> {
  await eventually(() => redis.ping(), { withinMs: 10_000 })
  expect(redis.status().state).toBe('up')
}

test('commands are answered, and a refusal by Redis is thrown as it is', async () => {
  await using server = await startRedisServer()
  await using one = await given(server.url)
  await one.redis.run((client) => client.set('a', '1'))
  expect(await one.redis.run((client) => client.get('a'))).toBe('1')
  const refused = one.redis.run((client) => client.lpush('a', '1'))
  await expect(refused).rejects.toThrow('WRONGTYPE')
  expect(one.redis.status()).toMatchObject({ state: 'up', losses: 0 })
})

test('killed: what waits fails at once, the next call costs nothing, and it comes back alone', async () => {
  await using server = await startRedisServer()
  await using one = await given(server.url)
  const { redis } = one
  await server.kill()
  await eventually(() => expect(redis.isUp).toBe(false))
  for (let call = 0; call < 100; call++) {
    const { outcome, tookMs } = await timed(redis)
    expect(outcome).toBeInstanceOf(RedisUnavailable)
    expect(tookMs).toBeLessThan(atOnceMs)
  }
  expect((await one.metrics.render()).body).toContain('redis_up 0')
  await server.restart()
  await expectRecovery(redis)
  const { body } = await one.metrics.render()
  expect(body).toContain('redis_up 1')
  expect(body).toContain('redis_connection_losses_total 1')
  expect(one.lines).toEqual(['Redis is connected', 'Redis is unavailable', 'Redis is connected'])
})

test('frozen: the first calls end by the deadline, later ones at once, and it comes back alone', async () => {
  await using server = await startRedisServer()
  await using one = await given(server.url)
  const { redis } = one
  await server.freeze()
  const first = await Promise.all(Array.from({ length: 200 }, () => timed(redis)))
  for (const { outcome, tookMs } of first) {
    expect(outcome).toBeInstanceOf(RedisUnavailable)
    expect(tookMs).toBeLessThan(longestWaitMs)
  }
  // The kernel accepts connections for a frozen server; that is no sign of life.
  const calls = async () => {
    for (let call = 0; call < 100; call++) {
      const { outcome, tookMs } = await timed(redis)
      expect(outcome).toBeInstanceOf(RedisUnavailable)
      expect(tookMs).toBeLessThan(atOnceMs)
    }
  }
  await calls()
  await eventually(() => expect(redis.status().forMs).toBeGreaterThan(1_500))
  await calls()
  server.thaw()
  await expectRecovery(redis)
})

test('a network that swallows everything is given up by the deadline as well', async () => {
  await using server = await startRedisServer()
  await using proxy = await startFaultProxy({ port: server.port })
  await using one = await given(`redis://127.0.0.1:${proxy.port}`)
  proxy.freeze()
  const { outcome, tookMs } = await timed(one.redis)
  expect(outcome).toBeInstanceOf(RedisUnavailable)
  expect(tookMs).toBeLessThan(longestWaitMs)
  await proxy.heal()
  await expectRecovery(one.redis)
})

test('a process that stood still does not blame Redis for answers that it had not read', async () => {
  await using server = await startRedisServer()
  await using one = await given(server.url)
  const answers = Array.from({ length: 50 }, () => one.redis.ping())
  const untilMs = performance.now() + 300
  while (performance.now() < untilMs);
  await Promise.all(answers)
  expect(one.redis.status()).toMatchObject({ state: 'up', losses: 0 })
})

test('without a server the start waits no longer than the first attempt, and finds it later', async () => {
  await using server = await startRedisServer()
  await server.kill()
  const startedMs = performance.now()
  await using one = await given(server.url)
  expect(performance.now() - startedMs).toBeLessThan(1_500)
  expect(one.redis.status().state).toBe('down')
  await server.restart()
  await expectRecovery(one.redis)
})

test('a server that accepts and never greets is left and tried again', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  await using one = await given(`redis://127.0.0.1:${port}`)
  expect(one.redis.isUp).toBe(false)
  await eventually(() => expect(sockets.length).toBeGreaterThan(1))
  for (const socket of sockets) socket.destroy()
  silent.close()
})

test('a server of a cluster is refused, and said so: it may keep the keys of one call apart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-redis-cluster-'))
  const settings = { 'cluster-enabled': 'yes', 'cluster-port': String(await unusedPort()) }
  await using server = await startRedisServer({ ...settings, dir: folder })
  await using one = await given(server.url)
  expect(one.redis.status().state).toBe('down')
  expect(one.lines).toEqual(['Redis can not be used'])
  await expect(one.redis.ping()).rejects.toMatchObject({
    name: 'RedisUnavailable',
    cause: expect.objectContaining({ message: expect.stringContaining('cluster') }),
  })
  await rm(folder, { recursive: true })
})

test('closed: commands fail, nothing reconnects, and closing twice is fine', async () => {
  await using server = await startRedisServer()
  const { redis } = await given(server.url)
  await redis.close()
  await redis.close()
  await expect(redis.ping()).rejects.toBeInstanceOf(RedisUnavailable)
  expect(redis.status().state).toBe('closed')
})

test('closing ends at once although the server is frozen', async () => {
  await using server = await startRedisServer()
  const { redis } = await given(server.url)
  await server.freeze()
  const waiting = redis.ping().catch((error: unknown) => error)
  await redis.close()
  expect(await waiting).toBeInstanceOf(RedisUnavailable)
})
