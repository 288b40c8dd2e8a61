import { expect, test } from 'vitest'
import { MailError } from '../../mail/mail-error.ts'
import { requestProblems } from '../../problems/problems.ts'
import { PermanentError, RateLimitedError } from '../job-errors.ts'
import { retryDelayMs } from '../queue/rules.ts'
import { classify, retryAfterMs } from './classify.ts'

const coded = (code: string) => Object.assign(new Error(code), { code })
const database = (code: string) => Object.assign(coded(code), { severity: 'ERROR' })

test.each([
  ['permanent', new PermanentError('no')],
  ['permanent', new Error('around', { cause: new PermanentError('no') })],
  ['permanent', requestProblems.notFound()],
  ['permanent', new MailError({ kind: 'permanent', reason: '550' })],
  ['rateLimited', new RateLimitedError(5)],
  ['transient', new MailError({ kind: 'transient', reason: '421' })],
  ['transient', requestProblems.unavailable()],
  ['transient', coded('ECONNRESET')],
  ['transient', new TypeError('fetch failed', { cause: coded('ECONNREFUSED') })],
  ['transient', coded('UND_ERR_SOCKET')],
  ['transient', database('40P01')],
  ['transient', database('57P01')],
  ['timeout', coded('UND_ERR_HEADERS_TIMEOUT')],
  ['timeout', requestProblems.deadline()],
  ['timeout', AbortSignal.abort().reason],
  ['unknown', database('23505')],
  ['unknown', new TypeError('x is not a function')],
  ['unknown', 'a string'],
])('%s: %s', (expected, error) => {
  expect(classify(error)).toBe(expected)
})

test('how long to wait is what was asked for, within a tenth of a second and a day', () => {
  const waits = [5, 2_000, 1e12, NaN].map((ms) => retryAfterMs(new RateLimitedError(ms)))
  expect(waits).toEqual([100, 2_000, 86_400_000, 60_000])
})

test('pauses grow exponentially up to their cap, and all of each is random', () => {
  const rules = { attempts: 9, firstMs: 100, capMs: 1_000 }
  for (const [attempt, fullMs] of [
    [1, 100],
    [2, 200],
    [3, 400],
    [5, 1_000],
    [50, 1_000],
  ] as const) {
    const delays = Array.from({ length: 2_000 }, () => retryDelayMs(rules, attempt))
    expect(Math.min(...delays)).toBeLessThan(fullMs * 0.05)
    expect(Math.max(...delays)).toBeGreaterThan(fullMs * 0.95)
    expect(Math.max(...delays)).toBeLessThanOrEqual(fullMs)
  }
})
