import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { standardPhases } from '../lifecycle/lifecycle.ts'
import { Follower } from './fixtures/follower.ts'
import { aPerson, givenDatabase } from './fixtures/given-live.ts'
import { SocketClient } from './fixtures/socket-client.ts'

const { database, start } = await givenDatabase()

describe('who may open one', () => {
  test.each([
    ['a page elsewhere', { headers: { origin: 'https://evil.example' } }, 403],
    ['a page elsewhere that hides', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
    ['another address', { path: '/api/v1/other' }, 404],
  ])('%s is refused before it is one', async (_name, options, status) => {
    const given = await start()
    expect(await new SocketClient({ ...given, ...options }).status).toBe(status)
  })

  test.each([
    ['nobody', { as: '' }, 4401],
    ['a token that is none', { as: 'nobody' }, 4401],
    ['somebody without the right', { as: 'guest' }, 4403],
    ['no position', { after: 'nonsense' }, 4400],
  ])('%s is told so in a way that a page can read', async (_name, options, code) => {
    const given = await start()
    given.sessions.set('guest', aPerson('guest', { actions: new Set(['boats.read']) }))
    expect((await new SocketClient({ ...given, ...options }).closed).code).toBe(code)
    expect(given.live.connections()).toBe(0)
  })

  test('streams and sockets of an actor share one limit', async () => {
    const given = await start({ maxPerActor: 2 })
    await new SocketClient(given).named('ready')
    await new Follower(given).named('ready')
    const { code, said } = await new SocketClient(given).closed
    expect([code, said]).toEqual([4429, { code: 'request.limited', retryMs: 60_000 }])
  })

  test('our own page may', async () => {
    const given = await start()
    await new SocketClient({ ...given, headers: { origin: 'https://harbour.example' } }).named(
      'ready',
    )
  })
})

describe('what is told', () => {
  test('the same as by a stream: what is theirs, also afterwards, and no more', async () => {
    const given = await start()
    given.sessions.set('tom', aPerson('tom', { scope: new Set(['south']) }))
    const tom = new SocketClient({ ...given, as: 'tom' })
    const { position } = await tom.named('ready')
    await given.happen(['n1'])
    await given.happen(['s1'], { harbour: 'south' })
    await given.happen(['hired'], { type: 'crew.hired' })
    await given.happen(['theirs'], { organisationId: 'elsewhere', harbour: 'south' })
    await given.happen(['s2'], { harbour: 'south' })
    await tom.until(() => tom.subjects.includes('s2'))
    const again = new SocketClient({ ...given, as: 'tom', after: String(position) })
    await again.named('ready')
    expect([tom.subjects, again.subjects]).toEqual([
      ['s1', 's2'],
      ['s1', 's2'],
    ])
  })

  test('too much was missed: resync', async () => {
    const given = await start({ maxReplayed: 2 })
    const first = new SocketClient(given)
    const { position } = await first.named('ready')
    await given.happen(['a', 'b', 'c'])
    await given.readable()
    const second = new SocketClient({ ...given, after: String(position) })
    await second.named('resync')
    expect(second.subjects).toEqual([])
  })

  test('who loses the right to follow is told, before what comes after it', async () => {
    const given = await start()
    given.sessions.set('bob', aPerson('bob'))
    const [ann, bob] = [new SocketClient(given), new SocketClient({ ...given, as: 'bob' })]
    await Promise.all([ann.named('ready'), bob.named('ready')])
    given.sessions.delete('bob')
    await given.happen(['end'], { type: 'session.ended', data: { who: 'bob' } })
    await given.happen(['after'])
    expect((await bob.closed).code).toBe(4403)
    await ann.until(() => ann.subjects.includes('after'))
    expect(bob.subjects).toEqual([])
  })
})

describe('what is sent', () => {
  test('a message is acked, and sent again it is acked again and has one effect', async () => {
    const given = await start()
    const ann = new SocketClient(given)
    await ann.named('ready')
    const acks = [await ann.arrive('one', 'Pequod'), await ann.arrive('one', 'Pequod')]
    expect(acks).toEqual([
      { kind: 'ack', id: 'one', answer: { name: 'Pequod' } },
      { kind: 'ack', id: 'one', answer: { name: 'Pequod' } },
    ])
    expect(await arrivals('Pequod')).toBe(1)
  })

  test('two connections that send one message at once: one effect', async () => {
    const given = await start()
    const both = [new SocketClient(given), new SocketClient(given)]
    await Promise.all(both.map((one) => one.named('ready')))
    const acks = await Promise.all(both.map((one) => one.arrive('both', 'Rachel')))
    expect(acks.map(({ kind }) => kind)).toEqual(['ack', 'ack'])
    expect(await arrivals('Rachel')).toBe(1)
  })

  test('an id belongs to its actor', async () => {
    const given = await start()
    given.sessions.set('bob', aPerson('bob'))
    const both = [new SocketClient(given), new SocketClient({ ...given, as: 'bob' })]
    await Promise.all(both.map((one) => one.named('ready')))
    for (const one of both) await one.arrive('same', 'Jeroboam')
    expect(await arrivals('Jeroboam')).toBe(2)
  })

  test.each([
    ['another message under its id', { id: 'x', data: { name: 'Other' } }, 'idempotency.mismatch'],
    ['an unknown type', { type: 'boats.sink' }, 'request.notFound'],
    ['a text that can not be stored', { data: { name: '\0' } }, 'request.invalid'],
    ['data of another shape', { data: { nome: 'x' } }, 'request.invalid'],
    ['an id with a space', { id: 'a b' }, 'idempotency.keyInvalid'],
  ])('%s is a problem, and the connection goes on', async (_name, sent, code) => {
    const given = await start()
    const ann = new SocketClient(given)
    await ann.named('ready')
    await ann.arrive('x', 'Bachelor')
    ann.send({ id: 'y', type: 'boats.arrive', data: { name: 'Bachelor' }, ...sent })
    const { problem } = await ann.named('problem')
    expect(problem?.code).toBe(code)
    expect((await ann.arrive('z', 'Delight')).kind).toBe('ack')
  })

  test('too fast: a problem that says when, and nothing is done', async () => {
    const given = await start({ messagesPerMinute: 1 })
    const ann = new SocketClient(given)
    await ann.named('ready')
    await ann.arrive('first', 'Goney')
    const { problem, retryMs } = await ann.arrive('second', 'Albatross')
    expect(problem?.code).toBe('request.limited')
    expect(retryMs).toBeGreaterThan(0)
    expect(await arrivals('Albatross')).toBe(0)
  })

  test('whoever has lost the right since then is refused before anything is done', async () => {
    const given = await start()
    const ann = new SocketClient(given)
    await ann.named('ready')
    given.sessions.delete('ann')
    ann.send({ id: 'late', type: 'boats.arrive', data: { name: 'Virgin' } })
    expect((await ann.closed).code).toBe(4403)
    expect(await arrivals('Virgin')).toBe(0)
  })

  test.each([
    ['too big', JSON.stringify({ id: 'big', type: 'boats.arrive', data: 'x'.repeat(2_000) }), 1009],
    ['no JSON', '{', 1007],
    ['no message', '{"id":1}', 1007],
    ['JSON that is very deep', `{"id":"d","type":"x","data":${deep(200)}}`, 1007],
  ])('%s closes its own connection and no other', async (_name, text, code) => {
    const given = await start({ maxMessageBytes: 1_000 })
    const [ann, other] = [new SocketClient(given), new SocketClient(given)]
    await Promise.all([ann.named('ready'), other.named('ready')])
    ann.socket.send(text)
    expect((await ann.closed).code).toBe(code)
    await given.happen(['boat'])
    await other.until(() => other.subjects.includes('boat'))
  })
})

describe('who does not take part', () => {
  test('a client that reads nothing is dropped, and the others get everything', async () => {
    const given = await start({ maxBufferedBytes: 65_536 })
    const slow = new SocketClient(given)
    await slow.named('ready')
    slow.socket.pause()
    const others = [new SocketClient(given)]
    await Promise.all(others.map((one) => one.named('ready')))
    const count = 6_000
    await sql`
      insert into kernel.event (id, type, data, subject, organisation_id, actor_id, correlation_id)
      select uuidv7(), 'boat.arrived', '{"harbour":"north"}', repeat('🔥', 190) || n, 'org', 'a', 'c'
        from generate_series(1, ${count}) n`.execute(database.kysely)
    for (const one of others) {
      await eventually(() => expect(one.subjects.length).toBe(count), {
        withinMs: 40_000,
        everyMs: 100,
      })
    }
    expect(given.live.connections()).toBe(1)
    const { body } = await given.metrics.render()
    expect(body).toContain('live_streams_dropped_total{reason="slow"} 1')
  }, 60_000)

  test('a client that answers no ping is dropped by the next one; one that answers stays', async () => {
    const given = await start({ heartbeatMs: 600 })
    const silent = new SocketClient({ ...given, autoPong: false })
    const ann = new SocketClient(given)
    await Promise.all([silent.named('ready'), ann.named('ready')])
    expect((await silent.closed).code).toBe(1006)
    await ann.until(() => ann.frames.filter(({ kind }) => kind === 'heartbeat').length > 2)
    const { body } = await given.metrics.render()
    expect(body).toContain('live_streams_dropped_total{reason="silent"} 1')
  })
})

test('at a shutdown: 1012 with a time of its own for each, and nothing is held up', async () => {
  const given = await start()
  const clients = Array.from({ length: 5 }, () => new SocketClient(given))
  await Promise.all(clients.map((one) => one.named('ready')))
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
  const ends = await Promise.all(clients.map(({ closed }) => closed))
  expect(ends.every(({ code }) => code === 1012)).toBe(true)
  const pauses = ends.map(({ said }) => Number(said['retryMs']))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(3_000)
  expect(new Set(pauses).size).toBeGreaterThan(1)
})

function deep(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels)
}

async function arrivals(name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from kernel.event where subject = ${name}`.execute(
    database.kysely,
  )
  return rows[0]?.count ?? 0
}
