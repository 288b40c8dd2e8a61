import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { standardPhases } from '../lifecycle/lifecycle.ts'
import type { Database } from '../postgres/postgres.ts'
import { Follower } from './fixtures/follower.ts'
import { givenDatabase } from './fixtures/given-live.ts'

const { database, start } = await givenDatabase()

test('a client that reads nothing is dropped, and the others get everything', async () => {
  const given = await start({ maxBufferedBytes: 65_536 })
  const slow = connect({ port: given.port, host: '127.0.0.1' })
  onTestFinished(() => void slow.destroy())
  slow.on('error', () => undefined)
  slow.write('GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ann\r\n\r\n')
  await new Promise<void>((resolve) => slow.once('data', () => resolve()))
  slow.pause()
  const others = [new Follower(given), new Follower(given)]
  await Promise.all(others.map((one) => one.named('ready')))
  expect(given.live.connections()).toBe(3)
  // 6 MB, more than the buffers of both sockets hold: few and long, so that it does not take long.
  const count = 6_000
  await sql`
    insert into kernel.event (id, type, data, subject, organisation_id, actor_id, correlation_id)
    select uuidv7(), 'boat.arrived', '{"harbour":"north"}', repeat('🔥', 190) || n, 'org', 'a', 'c'
      from generate_series(1, ${count}) n`.execute(database.kysely)
  for (const one of others) {
    await eventually(() => expect(one.subjects.length).toBe(count), {
      withinMs: 40_000,
      everyMs: 200,
    })
  }
  expect(given.live.connections()).toBe(2)
  expect((await given.metrics.render()).body).toContain(
    'live_streams_dropped_total{reason="slow"} 1',
  )
}, 60_000)

test('every client gets a sign of life, and says where it is', async () => {
  const given = await start({ heartbeatMs: 20 })
  const ann = new Follower(given)
  await ann.named('ready')
  await given.happen(['boat'])
  await ann.until(() => ann.lastId)
  const eventAt = ann.frames.findIndex(({ id }) => id !== undefined)
  const beats = () => ann.frames.slice(eventAt).filter(({ event }) => event === 'heartbeat')
  await ann.until(() => beats().length > 3)
  expect(beats().every(({ id }) => id === undefined)).toBe(true)
  const again = new Follower({ ...given, after: String(beats().at(-1)?.data?.['position']) })
  await again.named('ready')
  expect(again.subjects).toEqual([])
})

test('a stream is not in flight, has no deadline, and is neither kept nor compressed', async () => {
  const given = await start()
  const ann = new Follower({ ...given, headers: { 'accept-encoding': 'gzip, br' } })
  await ann.named('ready')
  const { headers } = await ann.answer
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  expect(headers['content-encoding']).toBeUndefined()
  expect(headers['x-correlation-id']).toBeDefined()
  expect(given.edge.inFlight()).toBe(0)
  expect((await given.metrics.render()).body).toContain('http_streams_open 1')
  ann.leave()
  await eventually(async () =>
    expect((await given.metrics.render()).body).toContain('http_streams_open 0'),
  )
  const { body } = await given.metrics.render()
  expect(body).not.toMatch(/http_request_duration_seconds_count\{[^}]*events/)
  expect(body).toContain('http_requests_aborted_total 0')
  expect(given.lines.filter(({ msg }) => msg === 'request')).toMatchObject([
    { route: '/api/v1/events', status: 200, outcome: 'answered', actorId: 'ann' },
  ])
})

test('HEAD says that it is there and opens nothing', async () => {
  const given = await start()
  const headers = { authorization: 'Bearer ann' }
  const url = `http://127.0.0.1:${given.port}/api/v1/events`
  expect((await fetch(url, { method: 'HEAD', headers })).status).toBe(200)
  expect(given.live.connections()).toBe(0)
})

describe('at a shutdown', () => {
  test('streams end with a word about when to come back, and hold nothing up', async () => {
    const given = await start()
    const followers = Array.from({ length: 5 }, () => new Follower(given))
    await Promise.all(followers.map((one) => one.named('ready')))
    const startedAtMs = performance.now()
    for (const phase of standardPhases({
      clock: systemClock,
      health: { drain() {}, stop() {} },
      edge: given.edge,
      server: given.server,
      streams: given.live,
      preDrainMs: 0,
      requestsMs: 10_000,
    })) {
      await phase.run(new AbortController().signal)
    }
    expect(performance.now() - startedAtMs).toBeLessThan(3_000)
    await Promise.all(followers.map((one) => one.ended))
    const last = followers.map(({ frames }) => frames.at(-1))
    expect(last.every((frame) => frame?.event === 'restart')).toBe(true)
    const pauses = last.map((frame) => Number(frame?.retry))
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(3_000)
    expect(new Set(pauses).size).toBeGreaterThan(1)
  })

  test('who reads nothing holds nothing up, and nobody is let in any more', async () => {
    const given = await start()
    const silent = connect({ port: given.port, host: '127.0.0.1' })
    onTestFinished(() => void silent.destroy())
    silent.on('error', () => undefined)
    silent.write('GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ann\r\n\r\n')
    await new Promise<void>((resolve) => silent.once('data', () => resolve()))
    silent.pause()
    await given.live.close()
    await eventually(() => expect(given.live.connections()).toBe(0))
    const answer = await new Follower(given).answer
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1'])
  })
})

test('500 idle streams: one reader, one LISTEN, and next to no work', async () => {
  let reads = 0
  const counted: Database<unknown> = Object.create(database, {
    kysely: {
      get() {
        reads += 1
        return database.kysely
      },
    },
  })
  const given = await start({ maxPerActor: 500, database: counted })
  const before = process.memoryUsage().heapUsed
  const followers = Array.from({ length: 500 }, () => new Follower(given))
  await Promise.all(followers.map((one) => one.named('ready')))
  const cpu = process.cpuUsage()
  const readsBefore = reads
  await pause(2_000)
  const { user, system } = process.cpuUsage(cpu)
  // In microseconds of two seconds, with both ends of every stream; 11,000 on an idle machine.
  expect(user + system).toBeLessThan(400_000)
  expect(reads - readsBefore).toBeLessThan(5)
  expect((process.memoryUsage().heapUsed - before) / 500).toBeLessThan(200_000)
  expect(await listeners()).toBe(1)
  await given.happen(['boat'])
  await Promise.all(followers.map((one) => one.until(() => one.lastId)))
  expect(reads - readsBefore).toBeLessThan(50)
}, 60_000)

async function listeners(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
     where datname = current_database() and application_name = 'listener'`.execute(database.kysely)
  return rows[0]?.count ?? 0
}
