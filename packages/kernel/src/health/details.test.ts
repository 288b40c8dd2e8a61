import { createFakeClock } from '@holdfast/testing/clock'
import { describe, expect, test } from 'vitest'
import { get, given, givenCheck } from './fixtures/given-health.ts'
import type { Peer } from './fixtures/given-health.ts'
import { createHealth } from './health.ts'

describe('who sees the details in production', () => {
  const token = 'the-token-of-this-test'
  const inside = { address: '127.0.0.1' }
  test.each<[string, Peer, boolean]>([
    ['a stranger', {}, false],
    ['a stranger with the token', { headers: { authorization: `Bearer ${token}` } }, true],
    ['a wrong token', { headers: { authorization: `Bearer ${token}x` } }, false],
    ['another scheme', { headers: { authorization: `Basic ${token}` } }, false],
    ['a caller on this machine', inside, true],
    ['the same over IPv6', { address: '::1' }, true],
    ['the same, mapped', { address: '::ffff:127.0.0.1' }, true],
    ['a private address', { address: '10.0.0.7' }, false],
    ['a socket without address', { address: '' }, false],
    ...[
      'forwarded',
      'via',
      'x-real-ip',
      'x-forwarded-for',
      'x-forwarded-proto',
      'x-forwarded-host',
      'x-original-forwarded-for',
      'cf-connecting-ip',
      'true-client-ip',
    ].map((name): [string, Peer, boolean] => [
      `a local proxy that sent ${name}`,
      { ...inside, headers: { [name]: 'x' } },
      false,
    ]),
  ])('%s', (_name, peer, isDetailed) => {
    const { health } = given({ detailToken: token })
    expect('uptimeSeconds' in get(health, '/health', peer).body).toBe(isDetailed)
  })

  test('without a configured token no token opens them', () => {
    const { health } = given()
    const headers = { authorization: 'Bearer undefined' }
    expect(get(health, '/health', { headers }).body).not.toHaveProperty('uptimeSeconds')
  })

  test('outside production everybody does', () => {
    const { health } = given({ production: false })
    expect(get(health, '/health').body).toHaveProperty('uptimeSeconds')
  })
})

describe('the details', () => {
  test('hold latency per check, the process, the disk and what was injected', async () => {
    const clock = createFakeClock()
    const database = givenCheck()
    const health = createHealth({
      clock,
      service: 'kitchen',
      version: '1.2.3',
      checks: [database.check],
      production: false,
      dataFolder: import.meta.dirname,
      sections: {
        pool: () => ({ size: 10, waiting: 0 }),
        queue: async () => ({ depth: 3, oldestSeconds: 12 }),
        broken: () => {
          throw new Error('no')
        },
        cyclic: () => clockwise,
      },
    })
    const started = health.start()
    await clock.advance(40)
    database.runs[0]?.pass({ serverVersion: 18 })
    await started
    await expect.poll(() => get(health, '/health').body).toHaveProperty('pool')
    expect(get(health, '/health').body).toMatchObject({
      status: 'ready',
      service: 'kitchen',
      version: '1.2.3',
      uptimeSeconds: 0,
      checks: {
        database: { kind: 'critical', status: 'ok', latencyMs: 40, ageMs: 0, serverVersion: 18 },
      },
      eventLoop: { p99DelayMs: expect.any(Number), utilization: expect.any(Number) },
      memory: { rssBytes: expect.any(Number), heapUsedBytes: expect.any(Number) },
      cpu: { coresUsed: expect.any(Number), machineLoadAverage: expect.any(Number) },
      disk: { availableBytes: expect.any(Number), totalBytes: expect.any(Number) },
      pool: { size: 10, waiting: 0 },
      queue: { depth: 3, oldestSeconds: 12 },
      broken: { error: 'Error' },
      cyclic: { error: 'TypeError' },
    })
  })

  test('show type and code of an error, never its message', async () => {
    const database = givenCheck()
    database.fails(Object.assign(new Error('postgres://app:hunter2@db'), { code: 'ECONNREFUSED' }))
    const { health } = given({ checks: [database.check], production: false })
    await health.start()
    const { body } = get(health, '/health')
    expect(body.checks.database.error).toBe('Error ECONNREFUSED')
    expect(JSON.stringify(body)).not.toContain('hunter2')
  })

  test('a section can not take the name of a member', () => {
    expect(() => given({ sections: { checks: () => 1 } })).toThrow('checks')
  })
})

const clockwise: { self?: unknown } = {}
clockwise.self = clockwise
