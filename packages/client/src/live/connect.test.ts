import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createFakeClock } from '@holdfast/testing/clock'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock } from '../platform/platform.ts'
import { connect, type ConnectionStatus, type ConnectOptions } from './connect.ts'

type Script = (socket: WebSocket) => void

/** A service that treats each connection by the next of the scripts, then keeps silent. */
async function given(...scripts: readonly Script[]) {
  const asked: string[] = []
  const got: string[] = []
  const watchers = new Set<() => void>()
  const look = () => {
    for (const one of watchers) one()
  }
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket, request) => {
    const script = scripts[asked.length]
    asked.push(request.url ?? '')
    socket.on('message', (data) => {
      got.push(JSON.parse(String(data)).id)
      look()
    })
    script?.(socket)
    look()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const events: unknown[] = []
  const statuses: ConnectionStatus[] = []
  let unsure = 0
  return {
    asked,
    got,
    events,
    statuses,
    unsure: () => unsure,
    connect(options: Partial<ConnectOptions> = {}) {
      const connection = connect({
        baseUrl: `http://127.0.0.1:${port}`,
        random: () => 0,
        onEvent: (event) => (events.push(event.subject), look()),
        onUnsure: () => ((unsure += 1), look()),
        onStatus: (status) => (statuses.push(status), look()),
        ...options,
      })
      onTestFinished(() => {
        connection.close()
        for (const socket of server.clients) socket.terminate()
        server.close()
      })
      return connection
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

const ready = (position: string) => ({ kind: 'ready', position })
const event = (position: string) => ({
  kind: 'event',
  position,
  event: { subject: `s${position}` },
})
const says =
  (...messages: readonly object[]): Script =>
  (socket) => {
    for (const message of messages) socket.send(JSON.stringify(message))
  }
const saysAndCuts =
  (...messages: readonly object[]): Script =>
  (socket) => {
    says(...messages)(socket)
    socket.send('{"kind":"nothing"}', () => setImmediate(() => socket.terminate()))
  }
const closes =
  (code: number, reason: object = {}): Script =>
  (socket) =>
    socket.close(code, JSON.stringify(reason))

test('a connection that is cut is made again, behind the last event', async () => {
  const service = await given(
    saysAndCuts(ready('10'), event('11'), event('12')),
    says(event('13'), ready('14')),
  )
  service.connect()
  await service.until(() => service.events.length === 3 && service.statuses.length >= 3)
  expect(service.asked).toEqual(['/api/v1/socket', '/api/v1/socket?after=12'])
  expect(service.events).toEqual(['s11', 's12', 's13'])
  expect(service.statuses).toEqual(['open', 'waiting', 'open'])
  expect(service.unsure()).toBe(1)
})

test('resync: what is shown has to be read anew', async () => {
  const service = await given(saysAndCuts(ready('10')), says({ kind: 'resync', position: '99' }))
  service.connect()
  await service.until(() => service.unsure() === 2)
})

test('a position that the service no longer knows is forgotten, and all read anew', async () => {
  const service = await given(saysAndCuts(ready('10')), closes(4400), says(ready('20')))
  service.connect()
  await service.until(() => service.unsure() === 2)
  expect(service.asked.at(-1)).toBe('/api/v1/socket')
})

test.each([4401, 4403])('%i is final, and what waits has expired', async (code) => {
  const service = await given(closes(code))
  const connection = service.connect()
  const sent = connection.send('a', 1)
  await service.until(() => service.statuses.includes('failed'))
  expect(await sent).toEqual({ outcome: 'expired' })
  expect(await connection.send('a', 1)).toEqual({ outcome: 'expired' })
  expect(service.asked).toHaveLength(1)
})

test.each([
  ['a restart', 1012, 543],
  ['too many', 4429, 60_000],
])('the time that goes along with %s is waited for, and not less', async (_name, code, retryMs) => {
  const clock = createFakeClock()
  const service = await given(closes(code, { retryMs }), says(ready('2')))
  service.connect({ clock, random: () => 0.999 })
  await service.until(() => service.statuses.includes('waiting'))
  await clock.advance(retryMs - 1)
  expect(service.asked).toHaveLength(1)
  await clock.advance(2)
  await service.until(() => service.asked.length === 2)
})

test('pauses are random up to 1 s, 2 s, and never more than 30 s', async () => {
  const fake = createFakeClock()
  const pauses: number[] = []
  const clock: Clock = {
    ...fake,
    schedule(delayMs, callback) {
      // A connection waits 15 s to be opened and 75 s for a sign of life.
      if (delayMs !== 15_000 && delayMs !== 75_000) pauses.push(delayMs)
      return fake.schedule(delayMs, callback)
    },
  }
  const service = await given(...Array.from({ length: 9 }, () => closes(1011)))
  service.connect({ clock, random: () => 0.999 })
  while (pauses.length < 7) {
    await service.until(() => service.asked.length > pauses.length - 1)
    await fake.advance(500)
  }
  expect(pauses).toEqual([999, 1_998, 3_996, 7_992, 15_984, 29_970, 29_970])
})

test('a service that falls silent is given up after 75 s', async () => {
  const clock = createFakeClock()
  const service = await given(says(ready('1')), says(ready('2')))
  service.connect({ clock })
  await service.until(() => service.statuses.includes('open'))
  await clock.advance(74_000)
  expect(service.asked).toHaveLength(1)
  await clock.advance(1_001)
  await service.until(() => service.asked.length === 2)
})

test('nothing is sent before the service is ready; then everything, in its order', async () => {
  let first: WebSocket | undefined
  const service = await given((socket) => (first = socket))
  const connection = service.connect()
  for (const id of ['a', 'b', 'c']) void connection.send('x', {}, { id })
  await service.until(() => first !== undefined)
  first?.send(JSON.stringify(event('1')))
  await service.until(() => service.events.length === 1)
  expect(service.got).toEqual([])
  first?.send(JSON.stringify(ready('2')))
  await service.until(() => service.got.length === 3)
  expect(service.got).toEqual(['a', 'b', 'c'])
})

test('what was acked is not sent again, what was not is', async () => {
  const service = await given(
    (socket) => {
      says(ready('1'))(socket)
      socket.on('message', (data) => {
        const { id } = JSON.parse(String(data))
        if (id === 'a') says({ kind: 'ack', id, answer: 7 })(socket)
        else socket.terminate()
      })
    },
    (socket) => {
      says(ready('2'))(socket)
      socket.on('message', () => says({ kind: 'ack', id: 'b' })(socket))
    },
  )
  const connection = service.connect()
  expect(await connection.send('x', {}, { id: 'a' })).toEqual({ outcome: 'acked', answer: 7 })
  expect(await connection.send('x', {}, { id: 'b' })).toEqual({ outcome: 'acked' })
  expect(service.got).toEqual(['a', 'b', 'b'])
})

test('a refusal is final; with a time it comes again after that', async () => {
  const clock = createFakeClock()
  const problem = { code: 'request.invalid' }
  const service = await given((socket) => {
    says(ready('1'))(socket)
    socket.once('message', () => {
      says({ kind: 'problem', id: 'a', problem, retryMs: 5_000 })(socket)
      socket.once('message', () => says({ kind: 'problem', id: 'a', problem })(socket))
    })
  })
  const connection = service.connect({ clock })
  const sent = connection.send('x', {}, { id: 'a' })
  await service.until(() => service.got.length === 1)
  while (service.got.length === 1) await clock.advance(1_000)
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(5_000)
  expect(await sent).toEqual({ outcome: 'refused', problem })
})

test('the queue is bounded, and what waits too long expires', async () => {
  const clock = createFakeClock()
  const service = await given()
  const connection = service.connect({ clock, maxWaiting: 2 })
  const sent = ['a', 'b', 'c'].map((id) => connection.send('x', {}, { id, expiresInMs: 1_000 }))
  expect(await sent[2]).toEqual({ outcome: 'overflow' })
  await clock.advance(1_000)
  expect(await Promise.all(sent.slice(0, 2))).toEqual([
    { outcome: 'expired' },
    { outcome: 'expired' },
  ])
  await expect(connection.send('x', 'x'.repeat(65_536))).rejects.toThrow(RangeError)
})

test('closed, it leaves no timer behind', async () => {
  const clock = createFakeClock()
  const service = await given(says(ready('1')))
  const connection = service.connect({ clock })
  await service.until(() => service.statuses.includes('open'))
  void connection.send('x', {})
  connection.close()
  await clock.advance(0)
  expect(clock.waiting).toBe(0)
})
