import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { aPerson, givenDatabase } from '../../../kernel/src/realtime/fixtures/given-live.ts'
import { connect, type ConnectionStatus, type ConnectOptions } from './connect.ts'
import { openPlatformSocket } from './socket.ts'

const { database, start } = await givenDatabase()
const eventCount = proofSize({ reduced: 300, full: 1_000 })
const cutCount = proofSize({ reduced: 10, full: 30 })
const sendCount = proofSize({ reduced: 60, full: 200 })

async function givenLine(options: Partial<ConnectOptions> = {}) {
  const given = await start()
  const proxy = await startFaultProxy({ port: given.port })
  onTestFinished(() => proxy.close())
  const seen: unknown[] = []
  const statuses: ConnectionStatus[] = []
  const connection = connect({
    baseUrl: `http://127.0.0.1:${proxy.port}`,
    accessToken: 'ann',
    random: () => 0.01,
    onEvent: ({ subject }) => seen.push(subject),
    onStatus: (status) => statuses.push(status),
    ...options,
  })
  onTestFinished(() => connection.close())
  await eventually(() => expect(connection.status()).toBe('open'))
  return { ...given, proxy, connection, seen, statuses }
}

function openings(statuses: readonly ConnectionStatus[]): number {
  return statuses.filter((status) => status === 'open').length
}

test(`${eventCount} events over a line that is cut ${cutCount} times: each comes once`, async () => {
  const { proxy, seen, statuses, happen } = await givenLine()
  const names = Array.from({ length: eventCount }, (_, n) => `event-${n}`)
  const writing = (async () => {
    for (let at = 0; at < names.length; at += 5) await happen(names.slice(at, at + 5))
  })()
  for (let cut = 0; cut < cutCount; cut += 1) {
    const goal = Math.floor(((cut + Math.random()) * names.length) / cutCount)
    await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(goal), {
      everyMs: 1,
      withinMs: 30_000,
    })
    // Each cut meets a connection of its own.
    const before = openings(statuses)
    proxy.reset()
    await eventually(() => expect(openings(statuses)).toBeGreaterThan(before))
  }
  await writing
  await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(names.length), {
    withinMs: 30_000,
  })
  expect(openings(statuses)).toBeGreaterThan(cutCount)
  expect(seen).toEqual(names)
}, 90_000)

test(`${sendCount} sends over a line that flaps: each is acked and has one effect`, async () => {
  const { proxy, connection, statuses } = await givenLine({ maxWaiting: sendCount })
  let isFlapping = true
  // The ack is lost where it hurts most: after the effect, before it arrives.
  let acks = 0
  proxy.judge((chunk, direction) => {
    if (!isFlapping || direction !== 'to-client' || !chunk.includes('"kind":"ack"'))
      return 'forward'
    acks += 1
    return acks % 4 === 0 ? 'reset' : 'forward'
  })
  const names = Array.from({ length: sendCount }, (_, n) => `sent-${n}`)
  const outcomes = await Promise.all(
    names.map((name) => connection.send('boats.arrive', { name }, { id: name })),
  )
  isFlapping = false
  expect(outcomes.every(({ outcome }) => outcome === 'acked')).toBe(true)
  expect(openings(statuses)).toBeGreaterThan(sendCount / 20)
  const { rows } = await sql<{ sent: number; effects: number }>`
    select count(distinct subject)::int as sent, count(*)::int as effects
      from kernel.event where subject like 'sent-%'`.execute(database.kysely)
  expect(rows).toEqual([{ sent: sendCount, effects: sendCount }])
}, 90_000)

test('a service that restarts: everybody comes back to another and misses nothing', async () => {
  const [old, next] = [await start({ random: () => 0 }), await start()]
  const lines = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const seen: unknown[] = []
      const ports = [old.port, next.port]
      const connection = connect({
        baseUrl: 'http://127.0.0.1:1',
        accessToken: 'ann',
        onEvent: ({ subject }) => seen.push(subject),
        // A balancer in front: the next connection goes to the next process.
        openSocket: (url, headers) => {
          const address = new URL(url)
          address.port = String(ports.shift() ?? next.port)
          return openPlatformSocket(address.href, headers)
        },
      })
      onTestFinished(() => connection.close())
      await eventually(() => expect(connection.status()).toBe('open'))
      return { seen, connection }
    }),
  )
  await old.happen(['before'])
  await eventually(() => expect(lines.every(({ seen }) => seen.length === 1)).toBe(true))
  await old.live.close()
  await old.happen(['between'])
  await eventually(() => expect(next.live.connections()).toBe(5))
  await next.happen(['after'])
  await eventually(() => {
    for (const { seen } of lines) expect(seen).toEqual(['before', 'between', 'after'])
  })
})

test('whoever loses the right to follow has failed, and does not come back', async () => {
  const given = await givenLine()
  given.sessions.set('ann', aPerson('ann', { actions: new Set() }))
  await given.happen(['end'], { type: 'session.ended', data: { who: 'ann' } })
  await eventually(() => expect(given.connection.status()).toBe('failed'))
  expect(given.live.connections()).toBe(0)
})
