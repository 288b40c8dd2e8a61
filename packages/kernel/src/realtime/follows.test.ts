import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { aPerson } from './fixtures/given-live.ts'
import { givenShips } from './fixtures/given-ships.ts'
import { SocketClient } from './fixtures/socket-client.ts'

const { database, start, write } = await givenShips()

let ships = 0
/** One that no other test writes about. */
const aShip = () => `ship-${++ships}`
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

async function open(given: Awaited<ReturnType<typeof start>>, as = 'ann') {
  const client = new SocketClient({ ...given, as })
  await client.named('ready')
  return client
}

test('one object: its past behind a number, then what happens, in order, and the ack comes first', async () => {
  const given = await start()
  const [ship, other] = [aShip(), aShip()]
  for (let n = 0; n < 4; n += 1) await write(ship)
  await write(other)
  const ann = await open(given)
  expect(await ann.follow(ship, 2)).toMatchObject({ kind: 'ack', answer: null })
  const caughtUp = await ann.named('following')
  expect(caughtUp).toEqual({ kind: 'following', stream: 'harbour.ship', object: ship, number: 4 })
  await write(other)
  await write(ship)
  await ann.until(() => ann.numbers(ship).length === 3)
  expect(ann.numbers(ship)).toEqual([3, 4, 5])
  expect(ann.numbers(other)).toEqual([])
  expect(ann.frames.findLast(({ kind }) => kind === 'object')).toEqual({
    kind: 'object',
    stream: 'harbour.ship',
    object: ship,
    number: 5,
    data: { sequence: 5 },
  })
  const kinds = ann.frames.map(({ kind }) => kind)
  expect(kinds.indexOf('ack')).toBeLessThan(kinds.indexOf('object'))
})

test('more than a page of the past comes whole, and what is written meanwhile follows it', async () => {
  const ship = aShip()
  const [reading, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const given = await start({
    // So late that it tells nobody what a notification did not.
    heartbeatMs: 600_000,
    async afterRead({ id, after }) {
      if (id !== ship || after !== 50) return
      reading.resolve()
      await goOn.promise
    },
  })
  for (let n = 0; n < 60; n += 1) await write(ship)
  const [ann, bob] = [await open(given), await open(given)]
  await bob.follow(ship, 60)
  await ann.follow(ship)
  await reading.promise
  await write(ship)
  // Here the notification has been heard, and nothing will say it again.
  await bob.until(() => bob.numbers(ship).length === 1)
  goOn.resolve()
  await ann.until(() => ann.numbers(ship).length === 61)
  expect(ann.numbers(ship)).toEqual(upTo(61))
})

test('followed again it goes on from the new number; left, nothing more is told', async () => {
  const given = await start()
  const ship = aShip()
  await write(ship)
  await write(ship)
  const ann = await open(given)
  await ann.follow(ship)
  await ann.named('following')
  await ann.follow(ship, 1)
  await ann.until(() => ann.numbers(ship).length === 3)
  await write(ship)
  await ann.until(() => ann.numbers(ship).length === 4)
  // Not told twice, as it would be by two that follow.
  expect(ann.numbers(ship)).toEqual([1, 2, 2, 3])
  expect(await ann.unfollow(ship)).toMatchObject({ kind: 'ack' })
  expect(await ann.unfollow(ship)).toMatchObject({ kind: 'ack' })
  const bob = await open(given)
  await bob.follow(ship, 3)
  await write(ship)
  await bob.until(() => bob.numbers(ship).length === 1)
  expect(ann.numbers(ship)).toHaveLength(4)
  ann.socket.terminate()
  bob.socket.terminate()
  await eventually(async () => {
    expect((await given.metrics.render()).body).toContain('objects_followed 0')
  })
})

test('an object may be called as its module allows, and is told under the name that was asked for', async () => {
  const given = await start()
  const ship = aShip()
  const ann = await open(given)
  await ann.follow(ship.toUpperCase())
  await write(ship)
  await ann.until(() => ann.numbers(ship.toUpperCase()).length === 1)
})

test.each([
  ['of an unknown kind', 'harbour.plane', 'ship-1'],
  ['whose id makes no sense', 'harbour.ship', '../etc'],
  ['that is not theirs', 'harbour.ship', 'ship-60'],
])('one %s is not found, and the connection stays', async (_name, stream, object) => {
  const given = await start({ mayRead: (id) => id !== 'ship-60' })
  const ann = await open(given)
  const answer = await ann.follow(object, 0, stream)
  expect([answer.kind, answer.problem?.code]).toEqual(['problem', 'request.notFound'])
  const ship = aShip()
  expect((await ann.follow(ship, -1)).problem?.code).toBe('request.invalid')
  expect((await ann.follow(ship)).kind).toBe('ack')
})

test('who lacks the right is refused; who loses it is told nothing more, and that it is over', async () => {
  let mayRead = true
  const given = await start({ rightsForMs: 0, mayRead: () => mayRead })
  given.sessions.set('guest', aPerson('guest', { actions: new Set(['events.follow']) }))
  const ship = aShip()
  const guest = await open(given, 'guest')
  expect((await guest.follow(ship)).problem?.code).toBe('request.forbidden')
  const ann = await open(given)
  await ann.follow(ship)
  await write(ship)
  await ann.until(() => ann.numbers(ship).length === 1)
  mayRead = false
  await write(ship)
  expect(await ann.named('unfollowed')).toMatchObject({ stream: 'harbour.ship', object: ship })
  expect(ann.numbers(ship)).toEqual([1])
  // The connection itself goes on.
  await given.happen(['boat'])
  await ann.until(() => ann.subjects.includes('boat'))
})

test('a connection follows so many objects and no more; another one is not in its way', async () => {
  const given = await start({ maxFollowed: 2 })
  const [one, two, three] = [aShip(), aShip(), aShip()]
  const [ann, other] = [await open(given), await open(given)]
  for (const ship of [one, two, two]) expect((await ann.follow(ship)).kind).toBe('ack')
  const refused = await ann.follow(three)
  expect([refused.problem?.code, refused.retryMs]).toEqual(['request.limited', undefined])
  expect((await other.follow(three)).kind).toBe('ack')
  await ann.unfollow(one)
  expect((await ann.follow(three)).kind).toBe('ack')
})

test('following writes nothing, and costs none of the messages that an actor may send', async () => {
  const given = await start({}, { messagesPerMinute: 2 })
  const ann = await open(given)
  const ship = aShip()
  const before = await keys()
  for (let n = 0; n < 6; n += 1) expect((await ann.follow(ship)).kind).toBe('ack')
  expect(await keys()).toBe(before)
  expect((await ann.arrive('one', 'Pequod')).kind).toBe('ack')
})

async function keys(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from kernel.idempotency_key`.execute(database.kysely)
  return rows[0]?.count ?? -1
}

test('a database that is away for a moment costs nobody what they follow', async () => {
  let failures = 3
  const given = await start({
    async beforeRead() {
      failures -= 1
      if (failures >= 0) throw new Error('away')
    },
  })
  const ship = aShip()
  await write(ship)
  const ann = await open(given)
  await ann.follow(ship)
  await ann.named('following')
  expect([failures < 0, ann.numbers(ship)]).toEqual([true, [1]])
})

test('at a shutdown whoever follows is told when to come back', async () => {
  const given = await start({}, { random: () => 0 })
  const ann = await open(given)
  await ann.follow(aShip())
  await ann.named('following')
  await Promise.all([given.live.close(), given.streams.close()])
  expect(await ann.closed).toEqual({ code: 1012, said: { retryMs: 500 } })
})

test('who comes with a number that was never given is told so, and everything anew', async () => {
  const given = await start()
  const ship = aShip()
  await write(ship)
  await write(ship)
  const ann = await open(given)
  await ann.follow(ship, 9)
  await ann.until(() => ann.frames.filter(({ kind }) => kind === 'following').length === 2)
  const told = ann.frames.filter(({ kind }) => kind === 'following' || kind === 'object')
  expect(told.map(({ kind, number }) => [kind, number])).toEqual([
    ['following', 0],
    ['object', 1],
    ['object', 2],
    ['following', 2],
  ])
})
