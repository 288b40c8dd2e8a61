import { expect, test } from 'vitest'
import { classify, retryAfterMs } from '../jobs/worker/classify.ts'
import { toJobError } from './job-error.ts'
import { OutboundError, type OutboundErrorKind } from './outbound-error.ts'

const failed = (kind: OutboundErrorKind, wait?: number) =>
  new OutboundError({ provider: 'test', kind, retryAfterMs: wait })

const kinds: readonly [OutboundErrorKind, asThrown: string, asJobError: string][] = [
  ['network', 'transient', 'transient'],
  ['timeout', 'timeout', 'timeout'],
  ['transient', 'transient', 'transient'],
  ['rate-limited', 'transient', 'rateLimited'],
  ['refused-by-breaker', 'transient', 'rateLimited'],
  ['overloaded', 'transient', 'rateLimited'],
  ['permanent', 'permanent', 'permanent'],
  ['too-large', 'permanent', 'permanent'],
  ['refused-address', 'permanent', 'permanent'],
]

test.each(kinds)('a job knows what %s means', (kind, asThrown, asJobError) => {
  expect(classify(failed(kind))).toBe(asThrown)
  expect(classify(toJobError(failed(kind)))).toBe(asJobError)
})

test('a job waits as long as the provider asked for', () => {
  expect(retryAfterMs(toJobError(failed('rate-limited', 33_000)))).toBe(33_000)
  expect(retryAfterMs(toJobError(failed('rate-limited')))).toBe(60_000)
})

test('what is no failed call stays what it is', () => {
  const error = new Error('mine')
  expect(toJobError(error)).toBe(error)
})
