import { expect, test } from 'vitest'
import { movedRefundWords, refundWords, type Refund } from './refund-words.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })
test.each<[Refund['rule'], [refund: number, kept: number], RegExp]>([
  ['nothingPaid', [0, 0], /paid nothing/],
  ['neverConfirmed', [10_000, 0], /get your deposit of \$100\.00 back/],
  ['inTime', [10_000, 0], /get your deposit of \$100\.00 back/],
  [
    'tooLate',
    [0, 10_000],
    /\$100\.00 is not given back: for a dinner on this day, .*until Monday, June 10, 2030/,
  ],
  ['forfeited', [0, 10_000], /\$100\.00 is not given back: when you moved .*too late .*already/],
  ['override', [4_000, 6_000], /get \$40\.00 back; \$60\.00 stays/],
])('%s: %j back and kept', (rule, [refund, kept], said) => {
  const shown = { rule, refund: usd(refund), kept: usd(kept), refundEndsAt: '2030-06-11T04:00:00Z' }
  expect(refundWords(shown, 'America/New_York')).toMatch(said)
})

test('a deadline that was missed by moving is no reason while it is still to come', () => {
  const shown = { refund: usd(0), kept: usd(10_000), refundEndsAt: '2030-06-11T04:00:00Z' }
  expect(refundWords({ rule: 'forfeited', ...shown }, 'America/New_York')).not.toContain('June')
})

test.each<[Refund['rule'], [refund: number, kept: number], boolean, RegExp]>([
  ['inTime', [10_000, 0], false, /until Monday, June 10, 2030 and you get your \$100\.00 back/],
  ['tooLate', [0, 10_000], true, /no longer .*\$100\.00 back: .*until Monday, June 10, 2030/],
  ['forfeited', [0, 10_000], true, /\$100\.00 is not given back .*another day does not change it/],
])('before a move, %s is said', (...[rule, [refund, kept], isLoss, said]) => {
  const shown = { rule, refund: usd(refund), kept: usd(kept), refundEndsAt: '2030-06-11T04:00:00Z' }
  const words = movedRefundWords(shown, 'America/New_York')
  expect(words?.text).toMatch(said)
  expect(words?.isLoss).toBe(isLoss)
})

test('where nothing was paid, a move says nothing of a deposit', () => {
  const shown = { rule: 'nothingPaid', refund: usd(0), kept: usd(0), refundEndsAt: '' } as const
  expect(movedRefundWords(shown, 'America/New_York')).toBeUndefined()
})
