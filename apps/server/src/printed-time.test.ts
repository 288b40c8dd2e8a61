import { expect, test } from 'vitest'
import { printedTime } from './printed-time.ts'

test.each([
  ['2026-11-23T14:05:59.999Z', '23 November 2026, 14:05 UTC'],
  ['2027-01-01T00:00:00.000Z', '1 January 2027, 00:00 UTC'],
])('%s is printed as %s', (at, printed) => {
  expect(printedTime(new Date(at))).toBe(printed)
})
