import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { expect, onTestFinished, test } from 'vitest'
import { givenShips, type GivenShips } from '../../../kernel/src/realtime/fixtures/given-ships.ts'
import { connect, type ConnectionStatus } from './connect.ts'
import { followStream } from './follow-stream.ts'
import { openPlatformSocket } from './socket.ts'

const { start, write, writeElsewhere } = await givenShips()
const eventCount = proofSize({ reduced: 300, full: 1_000 })
const cutCount = proofSize({ reduced: 10, full: 30 })

let ships = 0
/** One that no other test writes about. */
const aShip = () => `ship-${++ships}`
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

async function givenLine(ships: GivenShips = {}) {
  const given = await start({ maxPerActor: 100, ...ships }, { maxPerActor: 100 })
  const proxy = await startFaultProxy({ port: given.port })
  onTestFinished(() => proxy.close())
  return { ...given, proxy, baseUrl: `http://127.0.0.1:${proxy.port}` }
}

function givenConnection(baseUrl: string) {
  const statuses: ConnectionStatus[] = []
  const connection = connect({
    baseUrl,
    accessToken: 'ann',
    random: () => 0.01,
    onStatus: (status) => statuses.push(status),
  })
  onTestFinished(() => connection.close())
  return { connection, opened: () => statuses.filter((status) => status === 'open').length }
}

const ways = {
  'server-sent events'(baseUrl: string, ship: string) {
    const seen: number[] = []
    let opened = 0
    const following = followStream<{ readonly sequence: number }>(
      { path: `/ships/${ship}/stream`, after: 0 },
      {
        baseUrl,
        accessToken: 'ann',
        random: () => 0.01,
        onEvent: ({ sequence }) => seen.push(sequence),
        onStatus: (status) => (opened += status === 'open' ? 1 : 0),
      },
    )
    onTestFinished(() => following.close())
    return { seen, opened: () => opened }
  },
  'a WebSocket'(baseUrl: string, ship: string) {
    const seen: number[] = []
    const { connection, opened } = givenConnection(baseUrl)
    connection.follow<{ readonly sequence: number }>('harbour.ship', ship, {
      onEvent: ({ sequence }) => seen.push(sequence),
    })
    return { seen, opened }
  },
} as const

test.each(Object.entries(ways))(
  `${eventCount} events of another process over %s that is cut ${cutCount} times: each once, in order`,
  async (_name, follow) => {
    const { proxy, baseUrl } = await givenLine()
    const ship = aShip()
    const { seen, opened } = follow(baseUrl, ship)
    await eventually(() => expect(opened()).toBe(1))
    const writing = writeElsewhere(ship, eventCount)
    for (let cut = 0; cut < cutCount; cut += 1) {
      const goal = Math.floor(((cut + Math.random()) * eventCount) / cutCount)
      await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(goal), {
        everyMs: 1,
        withinMs: 30_000,
      })
      // Each cut meets a connection of its own.
      const before = opened()
      proxy.reset()
      await eventually(() => expect(opened()).toBeGreaterThan(before))
    }
    await writing
    await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(eventCount), {
      withinMs: 30_000,
    })
    expect(seen).toEqual(upTo(eventCount))
    expect(opened()).toBeGreaterThan(cutCount)
  },
  90_000,
)

test('two who follow one object over one connection, from where each is', async () => {
  const { baseUrl } = await givenLine()
  const ship = aShip()
  for (let n = 0; n < 5; n += 1) await write(ship)
  const { connection } = givenConnection(baseUrl)
  const [one, two]: [number[], number[]] = [[], []]
  const caughtUp: number[] = []
  const first = connection.follow('harbour.ship', ship, {
    after: 3,
    onEvent: (_event, number) => one.push(number),
    onCaughtUp: (number) => caughtUp.push(number),
  })
  await eventually(() => expect(one).toEqual([4, 5]))
  await eventually(() => expect(caughtUp).toEqual([5]))
  connection.follow('harbour.ship', ship, { onEvent: (_event, number) => two.push(number) })
  await eventually(() => expect(two).toEqual(upTo(5)))
  await write(ship)
  await eventually(() => expect([one, two]).toEqual([[4, 5, 6], upTo(6)]))
  expect(first.number()).toBe(6)
  first.close()
  await write(ship)
  await eventually(() => expect(two).toEqual(upTo(7)))
  expect(one).toEqual([4, 5, 6])
})

test('who may not read it is told why, once, and does not ask again', async () => {
  let mayRead = false
  const { baseUrl, proxy } = await givenLine({ rightsForMs: 0, mayRead: () => mayRead })
  const { connection, opened } = givenConnection(baseUrl)
  const ship = aShip()
  const ends: unknown[] = []
  const seen: number[] = []
  const follow = () =>
    connection.follow('harbour.ship', ship, {
      onEvent: (_event, number) => seen.push(number),
      onEnd: (problem) => ends.push(problem?.code),
    })
  follow()
  await eventually(() => expect(ends).toEqual(['request.notFound']))
  mayRead = true
  follow()
  await write(ship)
  await eventually(() => expect(seen).toEqual([1]))
  mayRead = false
  await write(ship)
  await eventually(() => expect(ends).toEqual(['request.notFound', undefined]))
  mayRead = true
  proxy.reset()
  await eventually(() => expect(opened()).toBe(2))
  const other: number[] = []
  connection.follow('harbour.ship', ship, { onEvent: (_event, number) => other.push(number) })
  await eventually(() => expect(other).toEqual([1, 2]))
  expect([seen, ends.length]).toEqual([[1], 2])
})

test('a service that restarts: whoever follows comes back to another and misses nothing', async () => {
  const [old, next] = [await start({}, { random: () => 0 }), await start()]
  const ship = aShip()
  const ports = [old.port, next.port]
  const seen: number[] = []
  const connection = connect({
    baseUrl: 'http://127.0.0.1:1',
    accessToken: 'ann',
    // A balancer in front: the next connection goes to the next process.
    openSocket: (url, headers) => {
      const address = new URL(url)
      address.port = String(ports.shift() ?? next.port)
      return openPlatformSocket(address.href, headers)
    },
  })
  onTestFinished(() => connection.close())
  connection.follow('harbour.ship', ship, { onEvent: (_event, number) => seen.push(number) })
  await write(ship)
  await eventually(() => expect(seen).toEqual([1]))
  await Promise.all([old.live.close(), old.streams.close()])
  await write(ship)
  await eventually(() => expect(next.live.connections()).toBe(1))
  await write(ship)
  await eventually(() => expect(seen).toEqual([1, 2, 3]))
})
