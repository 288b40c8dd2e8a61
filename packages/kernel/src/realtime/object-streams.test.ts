import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { requestProblems } from '../problems/problems.ts'
import { Follower } from './fixtures/follower.ts'
import { aPerson } from './fixtures/given-live.ts'
import { givenNumbered } from './fixtures/given-object-streams.ts'

const { start, write, restore } = await givenNumbered()

let ships = 0
/** One that no other test writes about. */
const aShip = () => `ship-${++ships}`

const numbersOf = (follower: Follower) =>
  follower.frames.flatMap(({ id }) => (id ? Number(id) : []))
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

interface About {
  readonly of: string
  readonly as?: string
  readonly after?: number
  readonly lastEventId?: string
  readonly headers?: Record<string, string>
}

const follow = ({ port }: { readonly port: number }, { of, after, ...about }: About) =>
  new Follower({
    ...about,
    port,
    path: `/?of=${of}${after === undefined ? '' : `&after=${after}`}`,
  })

test('who is cut again and again while 4 writers write misses nothing and hears nothing twice', async () => {
  // Who left a moment ago may still be counted.
  const given = await start({ maxPerActor: 100 })
  const ship = aShip()
  const total = 120
  const writing = Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let n = 0; n < total / 4; n += 1) await write(ship, n % 3)
    }),
  )
  const whole = follow(given, { of: ship })
  const pieces: number[] = []
  while (pieces.length < total) {
    const lastEventId = pieces.at(-1)?.toString()
    const piece = follow(given, { of: ship, ...(lastEventId ? { lastEventId } : {}) })
    const wanted = Math.min(total - pieces.length, 9)
    await piece.until(() => numbersOf(piece).length >= wanted)
    piece.leave()
    pieces.push(...numbersOf(piece))
  }
  await writing
  await whole.until(() => numbersOf(whole).length >= total)
  expect(pieces).toEqual(upTo(total))
  expect(numbersOf(whole)).toEqual(upTo(total))
}, 60_000)

test('what is written while the past is read is told as well', async () => {
  const ship = aShip()
  const [reading, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let isHeldUp = false
  const given = await start({
    async afterRead(id, after) {
      if (id !== ship || after > 0 || !isHeldUp) return
      isHeldUp = false
      reading.resolve()
      await goOn.promise
    },
  })
  await write(ship)
  const other = follow(given, { of: ship, after: 1 })
  await other.named('ready')
  isHeldUp = true
  const follower = follow(given, { of: ship })
  await reading.promise
  await write(ship)
  // Here the notification has been heard, and nothing will say it again.
  await other.until(() => numbersOf(other).length === 1)
  goOn.resolve()
  await follower.until(() => numbersOf(follower).length === 2)
})

test('a stream begins behind a number, and the header goes before the address', async () => {
  const given = await start()
  const ship = aShip()
  for (let n = 0; n < 5; n += 1) await write(ship)
  const behind = follow(given, { of: ship, after: 3 })
  await behind.named('ready')
  expect(numbersOf(behind)).toEqual([4, 5])
  expect(behind.frames.find(({ event }) => event === 'ready')?.data).toEqual({ position: '5' })
  const again = follow(given, { of: ship, after: 0, lastEventId: '4' })
  await again.named('ready')
  expect(numbersOf(again)).toEqual([5])
  const wrong = follow(given, { of: ship, lastEventId: 'four' })
  expect((await wrong.answer).statusCode).toBe(400)
})

test('more than one page of the past comes whole, and only of the one object', async () => {
  const given = await start()
  const [ship, other] = [aShip(), aShip()]
  await Promise.all(Array.from({ length: 130 }, () => write(ship)))
  await write(other)
  const follower = follow(given, { of: ship })
  await follower.named('ready')
  expect(numbersOf(follower)).toEqual(upTo(130))
  await write(other)
  await write(ship)
  await follower.until(() => numbersOf(follower).length > 130)
  expect(numbersOf(follower)).toEqual(upTo(131))
})

test('a database that is away for a moment costs nobody their stream, and no event', async () => {
  let failures = 3
  const given = await start({
    async beforeRead() {
      failures -= 1
      if (failures >= 0) throw new Error('away')
    },
  })
  const ship = aShip()
  await write(ship)
  const follower = follow(given, { of: ship })
  await follower.named('ready')
  expect([failures < 0, numbersOf(follower)]).toEqual([true, [1]])
})

test('who may not follow any more is told nothing more', async () => {
  let isMember = true
  const given = await start({
    rightsForMs: 0,
    identifyAgain: async () => {
      if (isMember) return aPerson('Bearer ann')
      throw requestProblems.unauthenticated()
    },
  })
  const ship = aShip()
  const follower = follow(given, { of: ship })
  await follower.named('ready')
  await write(ship)
  await follower.until(() => numbersOf(follower).length === 1)
  isMember = false
  await write(ship)
  await follower.named('ended')
  await follower.ended
  expect(numbersOf(follower)).toEqual([1])
})

test('who may not follow any more is sent away though nothing happens', async () => {
  let isMember = true
  const given = await start({
    heartbeatMs: 50,
    identifyAgain: async () => {
      if (isMember) return aPerson('Bearer ann')
      throw requestProblems.unauthenticated()
    },
  })
  const follower = follow(given, { of: aShip() })
  await follower.named('ready')
  isMember = false
  await follower.named('ended')
  await follower.ended
})

test('somebody has so many streams at once and no more; others are not in their way', async () => {
  const given = await start({ maxPerActor: 2, maxConnections: 3 })
  const of = aShip()
  const [one, two] = [follow(given, { of }), follow(given, { of })]
  await Promise.all([one.named('ready'), two.named('ready')])
  expect((await follow(given, { of }).answer).statusCode).toBe(429)
  await follow(given, { of, as: 'bob' }).named('ready')
  expect((await follow(given, { of, as: 'eve' }).answer).statusCode).toBe(503)
  one.leave()
  await eventually(() => expect(given.streams.connections()).toBe(2))
  await follow(given, { of }).named('ready')
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await follow(given, { of, as: 'eve', headers: elsewhere }).answer).statusCode).toBe(403)
})

test('a silent stream says that it lives and where it is; at the end it says when to come back', async () => {
  const given = await start({ heartbeatMs: 20, random: () => 0 })
  const ship = aShip()
  await write(ship)
  const follower = follow(given, { of: ship })
  const beat = await follower.named('heartbeat')
  expect([beat.id, beat.data]).toEqual([undefined, { position: '1' }])
  await given.streams.close()
  await follower.ended
  expect(follower.frames.at(-1)).toMatchObject({ event: 'restart', retry: 500 })
  expect((await follow(given, { of: ship }).answer).statusCode).toBe(503)
  expect((await given.metrics.render()).body).toContain('object_streams_open 0')
})

test('who comes with a number that was never given begins anew; with the newest they wait', async () => {
  const given = await start()
  const ship = aShip()
  await write(ship)
  await write(ship)
  const ahead = follow(given, { of: ship, lastEventId: '9' })
  expect((await ahead.named('resync')).data).toEqual({ position: '0' })
  expect((await ahead.named('ready')).data).toEqual({ position: '2' })
  const newest = follow(given, { of: ship, lastEventId: '2' })
  await newest.named('ready')
  await write(ship)
  await ahead.until(() => numbersOf(ahead).length === 3)
  await newest.until(() => numbersOf(newest).length === 1)
  expect([numbersOf(ahead), numbersOf(newest)]).toEqual([[1, 2, 3], [3]])
  expect(newest.frames.map(({ event }) => event)).not.toContain('resync')
})

test('who follows while a backup is restored begins anew', async () => {
  const given = await start()
  const ship = aShip()
  for (let n = 0; n < 3; n += 1) await write(ship)
  const follower = follow(given, { of: ship, after: 1 })
  await follower.named('ready')
  await restore(ship, 2)
  await follower.named('resync')
  await follower.until(() => numbersOf(follower).length === 4)
  expect(numbersOf(follower)).toEqual([2, 3, 1, 2])
})
