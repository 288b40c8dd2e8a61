import { describe, expect, test } from 'vitest'
import type { CallError } from '../errors/api-error.ts'
import { createFailures, type CallFacts } from '../errors/failures.ts'
import { shopRoutes } from '../fixtures/shop-routes.ts'
import { backoffMs, isDecided, isPassing, isRepeatable } from './retry-policy.ts'

const failures = createFailures({})
const facts: CallFacts = {
  endpoint: 'shop.order',
  category: 'api',
  correlationId: 'c',
  attempts: 1,
  isRepeatable: true,
}
const refused = (status: number, retryAfterMs?: number): CallError =>
  failures.refused(facts, { status, document: {}, correlationId: undefined, retryAfterMs })
const network = failures.unreachable(facts, { isOffline: false })
const timeout = failures.late(facts, 1000)

describe('what may succeed later', () => {
  test.each([408, 425, 429, 500, 502, 503, 504, 599])(
    '%i passes, and decides nothing',
    (status) => {
      expect(isPassing(refused(status))).toBe(true)
      expect(isDecided(refused(status))).toBe(false)
    },
  )

  test.each([400, 402, 404, 405, 409, 410, 413, 414, 415, 422, 431])('%i is final', (status) => {
    expect(isPassing(refused(status))).toBe(false)
    expect(isDecided(refused(status))).toBe(true)
  })

  test.each([401, 403])('%i is not repeated, and says nothing about what was sent', (status) => {
    expect(isPassing(refused(status))).toBe(false)
    expect(isDecided(refused(status))).toBe(false)
  })

  test('a conflict that names a time is a twin still at work', () => {
    expect(isPassing(refused(409, 1000))).toBe(true)
    expect(isDecided(refused(409, 1000))).toBe(false)
  })

  test('a lost answer decides nothing', () => {
    for (const error of [network, timeout, failures.unreachable(facts, { isOffline: true })]) {
      expect(isDecided(error)).toBe(false)
    }
    expect(isPassing(network) && isPassing(timeout)).toBe(true)
  })

  test('without a connection there is nothing to try, nor below a limit of our own', () => {
    expect(isPassing(failures.unreachable(facts, { isOffline: true }))).toBe(false)
    expect(isPassing(failures.tooFast(facts, 1000))).toBe(false)
  })

  test.each([true, false])(
    'a success that cannot be read (JSON: %s) is not repeated, and told nobody the outcome',
    (isJson) => {
      const answer = { status: 200, issues: [], isJson, isRead: false }
      expect(isDecided(failures.unreadable(facts, answer))).toBe(false)
      expect(isPassing(failures.unreadable(facts, answer))).toBe(false)
    },
  )
})

describe('the wait before the next attempt', () => {
  test('doubles, with full jitter', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(network, attempt, 1))).toEqual([1000, 2000, 4000])
    expect(backoffMs(network, 1, 0)).toBe(0)
  })

  test('is never shorter than the server asked, whatever the jitter', () => {
    expect(backoffMs(refused(503, 5000), 1, 0)).toBe(5000)
    expect(backoffMs(refused(503, 100), 1, 1)).toBe(1000)
  })

  test('is a minute for a limit that names no time', () => {
    expect(backoffMs(refused(429), 1, 0)).toBe(60_000)
  })
})

test('only reads and keyed writes are repeated', () => {
  expect(isRepeatable(shopRoutes.listOrders, undefined)).toBe(true)
  expect(isRepeatable(shopRoutes.order, 'key')).toBe(true)
  expect(isRepeatable(shopRoutes.order, undefined)).toBe(false)
  expect(isRepeatable(shopRoutes.complain, undefined)).toBe(false)
})
