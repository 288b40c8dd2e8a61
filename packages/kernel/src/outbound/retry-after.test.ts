import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRetryAfter } from './retry-after.ts'

const now = new Date('2026-01-05T12:00:00.000Z')
const of = (retryAfter: string, date?: string) =>
  readRetryAfter(new Headers({ 'retry-after': retryAfter, ...(date ? { date } : {}) }), now)

test.each([
  ['0', 0],
  [' 7 ', 7_000],
  ['3600', 3_600_000],
  ['Mon, 05 Jan 2026 12:00:30 GMT', 30_000],
  ['Monday, 05-Jan-26 12:00:30 GMT', 30_000],
  ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
])('%s is read as %d ms', (text, ms) => {
  expect(of(text)).toBe(ms)
})

test.each(['', 'soon', '-5', '1e3', '0x10', '2026-01-05', 'Mon, 99 Foo 2026 12:00:30 GMT'])(
  'what can not be read says nothing: "%s"',
  (text) => {
    expect(of(text)).toBeUndefined()
  },
)

test('a provider whose clock is off by an hour is still obeyed exactly', () => {
  const date = 'Mon, 05 Jan 2026 13:00:00 GMT'
  expect(of('Mon, 05 Jan 2026 13:00:20 GMT', date)).toBe(20_000)
})

test('never earlier: any number of seconds and any date is kept whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      const at = new Date(now.getTime() + seconds * 1000)
      expect(of(String(seconds))).toBe(seconds * 1000)
      expect(of(at.toUTCString())).toBe(seconds * 1000)
    }),
  )
})
