import { Socket } from 'node:net'
import { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { createMemoryStore, definePolicy } from '../rate-limit/rate-limit.ts'
import { findClientAddress, limitedSubject } from './client-address.ts'
import { clientAddress } from './edge.ts'
import { givenEdge } from './given-edge.ts'

function requestFrom(peer: string | undefined, forwarded?: string): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: peer })
  const request = new IncomingMessage(socket)
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded
  return request
}

describe('who sent the request', () => {
  test.each([
    ['without proxies, the peer', 0, undefined, '10.0.0.9'],
    ['without proxies, the peer whatever the header says', 0, '1.1.1.1', '10.0.0.9'],
    ['behind one proxy, what it saw', 1, '1.1.1.1', '1.1.1.1'],
    ['behind one proxy, not what the client wrote', 1, '9.9.9.9, 1.1.1.1', '1.1.1.1'],
    ['behind two proxies, what the outer one saw', 2, '9.9.9.9, 1.1.1.1, 10.0.0.1', '1.1.1.1'],
    ['behind two proxies, past the outer one', 2, '1.1.1.1', '1.1.1.1'],
    ['behind one proxy, without a header', 1, undefined, '10.0.0.9'],
    ['behind one proxy, no address', 1, 'unknown', '10.0.0.9'],
    ['behind one proxy, an empty header', 1, '', '10.0.0.9'],
    ['behind one proxy, a header injection', 1, '1.1.1.1\r\nX: 1', '10.0.0.9'],
    ['with a port', 1, '1.1.1.1:4711', '1.1.1.1'],
    ['IPv6', 1, '2001:db8::1', '2001:db8::1'],
    ['IPv6 with a port', 1, '[2001:db8::1]:4711', '2001:db8::1'],
    ['IPv4 written as IPv6', 1, '::ffff:1.1.1.1', '1.1.1.1'],
  ])('%s', (...[, hops, forwarded, expected]) => {
    expect(findClientAddress(requestFrom('10.0.0.9', forwarded), hops)).toBe(expected)
  })

  test('a connection that is gone already has no address', () => {
    expect(findClientAddress(requestFrom(undefined), 0)).toBe('unknown')
  })
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('a limit counts %s as %s', (address, subject) => {
  expect(limitedSubject(address)).toBe(subject)
})

const policy = definePolicy({
  name: 'edge',
  windows: [{ name: 'minute', limit: 3, periodMs: 60_000 }],
  whenStoreIsDown: 'local',
})

test('a client that writes X-Forwarded-For itself does not escape the limit', async () => {
  const limiter = { store: createMemoryStore({ clock: systemClock }), policy }
  for (const trustedProxyHops of [0, 1]) {
    const { origin } = await givenEdge((_, response) => response.end(), {
      limiter: { ...limiter, policy: { ...policy, name: `hops-${trustedProxyHops}` } },
      trustedProxyHops,
    })
    const statuses: number[] = []
    for (let round = 0; round < 5; round++) {
      const forged = `${round}.1.1.1`
      // With one trusted proxy, the proxy appends the peer it saw.
      const forwarded = trustedProxyHops === 0 ? forged : `${forged}, 198.51.100.7`
      const answer = await fetch(origin, { headers: { 'x-forwarded-for': forwarded } })
      statuses.push(answer.status)
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429])
  }
})

test('a denied request is told when to come back and by which limit', async () => {
  const store = createMemoryStore({ clock: systemClock })
  const { origin } = await givenEdge((_, response) => response.end(), {
    limiter: { store, policy },
  })
  for (let round = 0; round < 3; round++) await fetch(origin)
  const denied = await fetch(origin)
  expect(denied.status).toBe(429)
  expect(Number(denied.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(denied.headers.get('ratelimit-policy')).toBe('"edge-minute";q=3;w=60')
  expect(await denied.json()).toMatchObject({ code: 'request.limited', status: 429 })
})

test('the listener can ask who sent its request', async () => {
  const { origin } = await givenEdge((request, response) => response.end(clientAddress(request)), {
    trustedProxyHops: 1,
  })
  const answer = await fetch(origin, { headers: { 'x-forwarded-for': '9.9.9.9, 198.51.100.7' } })
  expect(await answer.text()).toBe('198.51.100.7')
})
