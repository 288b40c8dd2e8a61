import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFakeClock } from '@holdfast/testing/clock'
import { expect, onTestFinished, test } from 'vitest'
import { followEvents, type FollowOptions, type FollowStatus } from './follow-events.ts'

type Script = (response: ServerResponse, request: IncomingMessage) => void

/** A service that answers each connection by the next of the scripts, then keeps silent. */
async function given(...scripts: readonly Script[]) {
  const asked: string[] = []
  const watchers = new Set<() => void>()
  const server = createServer((request, response) => {
    const script = scripts[asked.length]
    asked.push(request.url ?? '')
    script?.(response, request)
    for (const look of watchers) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const events: unknown[] = []
  const statuses: FollowStatus[] = []
  let unsure = 0
  const look = () => {
    for (const one of watchers) one()
  }
  return {
    asked,
    events,
    statuses,
    unsure: () => unsure,
    follow(options: Partial<FollowOptions> = {}) {
      const following = followEvents({
        baseUrl: `http://127.0.0.1:${port}`,
        random: () => 0,
        onEvent: (event) => (events.push(event.subject), look()),
        onUnsure: () => ((unsure += 1), look()),
        onStatus: (status) => (statuses.push(status), look()),
        ...options,
      })
      onTestFinished(() => {
        following.close()
        server.closeAllConnections()
        server.close()
      })
      return following
    },
    until(isSo: () => boolean): Promise<void> {
      return new Promise((resolve) => {
        const check = () => {
          if (isSo()) resolve()
        }
        watchers.add(check)
        check()
      })
    },
  }
}

const streams = (...frames: readonly string[]): Script => {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(frames.join(''))
  }
}
const cutAfter = (...frames: readonly string[]): Script => {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(frames.join(''), () => setImmediate(() => response.destroy()))
  }
}
const refuses = (status: number, headers = {}): Script => {
  return (response) => void response.writeHead(status, headers).end('{}')
}
const ready = (position: string) => `event: ready\ndata: {"position":"${position}"}\n\n`
const event = (id: string) => `id: ${id}\ndata: {"id":"x","type":"a.b","subject":"s${id}"}\n\n`

test('a connection that is cut is made again, behind the last event', async () => {
  const service = await given(
    cutAfter(ready('10'), event('11'), event('12'), 'id: 13\ndata: {"subj'),
    streams(event('13'), ready('14')),
  )
  service.follow()
  await service.until(() => service.events.length === 3 && service.statuses.length >= 3)
  expect(service.asked).toEqual(['/api/v1/events', '/api/v1/events?after=12'])
  expect(service.events).toEqual(['s11', 's12', 's13'])
  expect(service.statuses).toEqual(['open', 'waiting', 'open'])
  expect(service.unsure()).toBe(1)
})

test('without any event it goes on from where the service said that it was', async () => {
  const heartbeat = 'event: heartbeat\ndata: {"position":"20"}\n\n'
  const service = await given(cutAfter(ready('10'), heartbeat), streams(ready('20')))
  service.follow()
  await service.until(() => service.asked.length === 2)
  expect(service.asked[1]).toBe('/api/v1/events?after=20')
})

test('resync: what is shown has to be read anew', async () => {
  const resync = 'event: resync\ndata: {"position":"99"}\n\n'
  const service = await given(cutAfter(ready('10')), streams(resync))
  service.follow()
  await service.until(() => service.unsure() === 2)
})

test('a position that the service no longer knows is forgotten, and all read anew', async () => {
  const service = await given(cutAfter(ready('10')), refuses(400), streams(ready('20')))
  service.follow()
  await service.until(() => service.unsure() === 2)
  expect(service.asked).toEqual(['/api/v1/events', '/api/v1/events?after=10', '/api/v1/events'])
})

test.each([401, 403])('%i is final', async (status) => {
  const service = await given(refuses(status))
  const following = service.follow()
  await service.until(() => service.statuses.includes('ended'))
  expect(following.status()).toBe('ended')
  expect(service.asked).toHaveLength(1)
})

test('“ended” is final', async () => {
  const service = await given(streams(ready('1'), 'event: ended\ndata: {}\n\n'))
  service.follow()
  await service.until(() => service.statuses.includes('ended'))
  expect(service.asked).toHaveLength(1)
})

test.each<[string, Script, number]>([
  ['Retry-After', refuses(503, { 'retry-after': '7' }), 7_000],
  [
    'the time of a restart',
    cutAfter(ready('1'), 'retry: 2143\nevent: restart\ndata: {}\n\n'),
    2_143,
  ],
])('%s is waited for, and not less', async (_name, first, waitMs) => {
  const clock = createFakeClock()
  const service = await given(first, streams(ready('2')))
  service.follow({ clock })
  await service.until(() => service.statuses.includes('waiting'))
  await clock.advance(waitMs - 1)
  expect(service.asked).toHaveLength(1)
  await clock.advance(2)
  await service.until(() => service.asked.length === 2)
})

test('pauses grow to 30 s, each of them random', async () => {
  const clock = createFakeClock()
  const down = Array.from({ length: 9 }, () => refuses(502))
  const service = await given(...down)
  service.follow({ clock, random: () => 1 })
  const pauses: number[] = []
  for (let n = 1; n < 8; n += 1) {
    await service.until(() => service.asked.length === n)
    const from = clock.monotonicMs()
    while (service.asked.length === n) await clock.advance(500)
    pauses.push(Math.round((clock.monotonicMs() - from) / 1000))
  }
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(29)
  expect(pauses.toSorted((one, other) => one - other)).toEqual(pauses)
})

test('a stream that falls silent is given up after 75 s', async () => {
  const clock = createFakeClock()
  const service = await given(streams(ready('1')), streams(ready('2')))
  service.follow({ clock })
  await service.until(() => service.statuses.includes('open'))
  await clock.advance(75_001)
  await service.until(() => service.asked.length === 2)
})

test('while nobody looks it lets go, and it catches up when somebody does', async () => {
  const clock = createFakeClock()
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const turn = (to: string) => {
    page.visibilityState = to
    page.dispatchEvent(new Event('visibilitychange'))
  }
  const service = await given(streams(ready('1')), streams(event('2'), ready('3')))
  service.follow({ clock, page })
  await service.until(() => service.statuses.includes('open'))
  turn('hidden')
  await clock.advance(20_001)
  await service.until(() => service.statuses.includes('waiting'))
  await clock.advance(60_000)
  expect(service.asked).toHaveLength(1)
  turn('visible')
  await service.until(() => service.events.length === 1)
  expect(service.asked[1]).toBe('/api/v1/events?after=1')
})
