import { expect, test } from 'vitest'
import { refundWords, type Refund } from './refund-words.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })
test.each<[Refund['rule'], [refund: number, kept: number], RegExp]>([
  ['nothingPaid', [0, 0], /paid nothing/],
  ['neverConfirmed', [10_000, 0], /get your deposit of \$100\.00 back/],
  ['inTime', [10_000, 0], /get your deposit of \$100\.00 back/],
  ['tooLate', [0, 10_000], /\$100\.00 is not given back: that ended on Jun 11, 2030/],
  ['override', [4_000, 6_000], /get \$40\.00 back; \$60\.00 stays/],
])('%s: %j back and kept', (rule, [refund, kept], said) => {
  const shown = { rule, refund: usd(refund), kept: usd(kept), refundEndsAt: '2030-06-11T04:00:00Z' }
  expect(refundWords(shown, 'America/New_York')).toMatch(said)
})
