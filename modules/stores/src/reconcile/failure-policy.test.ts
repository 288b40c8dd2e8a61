import { LeaseLost } from '@holdfast/kernel/lease'
import { describe, expect, test } from 'vitest'
import { failureClasses, type FailureClass } from '../contract/states.ts'
import { DriverError } from '../driver/driver-error.ts'
import { backoffMs, failureOf, retryAfterMs, Stopping, TookTooLong } from './failure-policy.ts'

describe('what a failure is', () => {
  test.each(failureClasses)(
    'a driver says itself that it is %s, with its code and its words',
    (kind) => {
      const error = new DriverError('No room.', { class: kind, code: 'noRoom', output: 'full' })
      expect(failureOf(error)).toEqual({
        class: kind,
        code: 'noRoom',
        message: 'No room.',
        output: 'full',
      })
    },
  )

  test('what took too long is a timeout', () => {
    expect(failureOf(new TookTooLong())).toMatchObject({ class: 'timeout', code: 'tookTooLong' })
  })

  test('what nobody expected is transient, and its own message is kept from the owner', () => {
    const failure = failureOf(new TypeError('password hunter2 is wrong'))
    expect(failure).toMatchObject({ class: 'transient', code: 'unexpected' })
    expect(JSON.stringify(failure)).not.toContain('hunter2')
  })

  test.each([new LeaseLost('gone'), new Stopping()])('%s is no failure of the store', (error) => {
    expect(failureOf(error)).toBeUndefined()
  })
})

const waits = (kind: FailureClass) =>
  [1, 2, 3, 4, 5, 6].map((attempts) => retryAfterMs({ class: kind }, attempts, 1))

describe('when it is tried again', () => {
  test.each<[FailureClass, readonly (number | undefined)[]]>([
    ['transient', [1_000, 2_000, 4_000, 8_000, undefined, undefined]],
    ['conflict', [1_000, 2_000, 4_000, 8_000, undefined, undefined]],
    ['timeout', [1_000, 2_000, undefined, undefined, undefined, undefined]],
    ['permanent', [undefined, undefined, undefined, undefined, undefined, undefined]],
    ['quota', [undefined, undefined, undefined, undefined, undefined, undefined]],
  ])('%s', (kind, expected) => {
    expect(waits(kind)).toEqual(expected)
  })

  test('not before the driver says that it makes sense', () => {
    expect(retryAfterMs({ class: 'transient', retryAfterMs: 60_000 }, 1, 0)).toBe(60_000)
  })

  test('half of the wait is chance, and no wait is longer than half a minute', () => {
    expect([backoffMs(3, 0), backoffMs(3, 1)]).toEqual([2_000, 4_000])
    expect(backoffMs(100, 1)).toBe(30_000)
  })
})
