import { describe, expect, test } from 'vitest'
import type { Failure } from './failure.ts'
import { askedToWait, isFinal, isPassing, nextAttemptDelay } from './retry-policy.ts'

function problem(status: number, retryAfterMs?: number): Failure {
  return {
    kind: 'problem',
    status,
    code: 'x',
    detail: '',
    correlationId: undefined,
    errors: [],
    retryAfterMs,
    document: {},
  }
}

describe('what may succeed later', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])('%i is tried again', (status) => {
    expect(isPassing(problem(status))).toBe(true)
    expect(isFinal(problem(status))).toBe(false)
  })

  test.each([400, 401, 403, 404, 409, 410, 413, 415, 422])('%i is final', (status) => {
    expect(isFinal(problem(status))).toBe(true)
  })

  test('a conflict that names a time is a twin still at work', () => {
    expect(isPassing(problem(409, 1000))).toBe(true)
  })

  test('a lost answer decides nothing', () => {
    for (const kind of ['network', 'timeout', 'offline'] as const) {
      expect(isFinal({ kind })).toBe(false)
    }
  })
})

describe('the wait before the next attempt', () => {
  test('doubles, with full jitter', () => {
    const waits = [1, 2].map((attempt) => nextAttemptDelay({ kind: 'network' }, attempt, 1))
    expect(waits).toEqual([1000, 2000])
    expect(nextAttemptDelay({ kind: 'network' }, 1, 0)).toBe(0)
  })

  test('ends after three attempts', () => {
    expect(nextAttemptDelay({ kind: 'network' }, 3, 0.5)).toBeUndefined()
  })

  test('is never shorter than the server asked', () => {
    expect(nextAttemptDelay(problem(503, 5000), 1, 0)).toBe(5000)
  })

  test('a long wait is shown to the person instead', () => {
    expect(nextAttemptDelay(problem(429, 30_000), 1, 0)).toBeUndefined()
    expect(askedToWait(problem(429, 30_000))).toBe(30_000)
  })

  test('a limit without a time means a minute', () => {
    expect(nextAttemptDelay(problem(429), 1, 0)).toBeUndefined()
    expect(askedToWait(problem(429))).toBe(60_000)
  })

  test('without a connection there is nothing to try', () => {
    expect(nextAttemptDelay({ kind: 'offline' }, 1, 0)).toBeUndefined()
  })
})
