import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { createMemoryStore, definePolicy } from '../rate-limit/rate-limit.ts'
import { exchangeBytes, givenEdge, statusOf } from './given-edge.ts'
import type { UpgradeHandler } from './options.ts'

const upgradeTo = (protocol: string, host = 'a') =>
  `GET / HTTP/1.1\r\nHost: ${host}\r\nUpgrade: ${protocol}\r\nConnection: Upgrade\r\n\r\n`

const accept: UpgradeHandler = (_, socket) => {
  socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n')
}

test('a WebSocket reaches its handler', async () => {
  const { port } = await givenEdge((_, response) => response.end(), { upgrade: accept })
  expect(statusOf(await exchangeBytes(port, upgradeTo('WebSocket')))).toBe(101)
})

test('without a handler it is refused', async () => {
  const { port } = await givenEdge((_, response) => response.end())
  expect(statusOf(await exchangeBytes(port, upgradeTo('websocket')))).toBe(400)
})

test('another protocol is an offer that HTTP/1.1 may leave', async () => {
  const { port } = await givenEdge(
    (_, response) => response.writeHead(200, { connection: 'close' }).end('plain'),
    { upgrade: accept },
  )
  expect(await exchangeBytes(port, upgradeTo('h2c'))).toMatch(/^HTTP\/1\.1 200 [\s\S]*plain/)
})

test('what every request must pass, a WebSocket must too', async () => {
  const policy = definePolicy({
    name: 'edge',
    windows: [{ name: 'minute', limit: 1, periodMs: 60_000 }],
    whenStoreIsDown: 'local',
  })
  const { port, edge } = await givenEdge((_, response) => response.end(), {
    upgrade: accept,
    hosts: ['a'],
    limiter: { store: createMemoryStore({ clock: systemClock }), policy },
  })
  expect(statusOf(await exchangeBytes(port, upgradeTo('websocket', 'evil')))).toBe(400)
  expect(statusOf(await exchangeBytes(port, upgradeTo('websocket')))).toBe(101)
  expect(statusOf(await exchangeBytes(port, upgradeTo('websocket')))).toBe(429)
  edge.drain()
  expect(statusOf(await exchangeBytes(port, upgradeTo('websocket')))).toBe(503)
})

test('a handler that throws loses its connection, not the process', async () => {
  const { port, lines } = await givenEdge((_, response) => response.end(), {
    upgrade: () => {
      throw new Error('broken')
    },
  })
  expect(await exchangeBytes(port, upgradeTo('websocket'))).toBe('')
  expect(lines).toMatchObject([{ level: 'error', msg: 'An upgrade failed' }])
})
