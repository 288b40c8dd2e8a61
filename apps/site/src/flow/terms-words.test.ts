import { expect, test } from 'vitest'
import { termsWords, type Agreed } from './terms-words.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })
const agreed: Agreed = {
  policies: {
    refundDays: 4,
    freeReschedules: 1,
    rescheduleNoticeHours: 24,
    rescheduleFee: 5_000,
  },
  date: '2026-12-05',
  today: '2026-11-22',
  deposit: usd(10_000),
}

test('before booking stands until when the deposit comes back, and what a move costs', () => {
  expect(termsWords(agreed)).toEqual([
    'Cancel until Tuesday, December 1, 2026 and you get the deposit back; after that it stays with us.',
    'One move to another time is free until 24 hours before dinner; every other costs $50.00.',
  ])
})

test('on the last day it can still be had back, and a dinner that is sooner promises nothing', () => {
  expect(termsWords({ ...agreed, today: '2026-12-01' })[0]).toContain('Cancel until')
  expect(termsWords({ ...agreed, today: '2026-12-02' })[0]).toContain('is not given back')
})

test.each<[string, Partial<Agreed['policies']>, string]>([
  ['free moves', { freeReschedules: 3 }, '3 moves to another time are free'],
  ['no free move', { freeReschedules: 0 }, 'move it to another time for $50.00.'],
  ['no fee at all', { rescheduleFee: 0 }, 'that costs nothing'],
])('%s are said as they are', (_, policies, words) => {
  const said = termsWords({ ...agreed, policies: { ...agreed.policies, ...policies } })
  expect(said[1]).toContain(words)
})

test('without a deposit nothing is said of one', () => {
  expect(termsWords({ ...agreed, deposit: usd(0) })[0]).not.toContain('deposit')
})
