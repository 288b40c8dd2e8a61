import type { Dashboard } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { failedWords, paidWords, weekRange } from './figure-words.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

test.each([
  [[], [], 'Nothing yet'],
  [[usd(50_000)], [], '$0.00 of it paid in deposits'],
  [[usd(50_000)], [usd(10_000)], '$100.00 of it paid in deposits'],
])('%j booked and %j collected: %s', (booked, collected, words) => {
  expect(paidWords({ booked, collected }, 'en-US')).toBe(words)
})

test('the week says which days it has', () => {
  // Of a station only its week is looked at.
  const stations = [
    { week: { from: '2026-11-16', to: '2026-11-22' } },
  ] as unknown as Dashboard['stations']
  expect(weekRange(stations, 'en-US').replaceAll(/\s/g, ' ')).toBe('Nov 16 – 22')
  expect(weekRange([])).toBe('')
})

test.each([
  [{ jobs: 0, mails: 0 }, ''],
  [{ jobs: 1, mails: 0 }, '1 job could not be done'],
  [{ jobs: 0, mails: 1 }, '1 mail was refused in the last two weeks'],
  [{ jobs: 2, mails: 3 }, '2 jobs could not be done; 3 mails were refused in the last two weeks'],
])('%j is told as “%s”', (failed, words) => {
  expect(failedWords(failed)).toBe(words)
})
