import { expect, test } from 'vitest'
import { movedDeposit, ruleWords, type RefundPreview } from './refund-words.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

function preview(rule: RefundPreview['rule'], refund: number, kept: number): RefundPreview {
  return { rule, refund: usd(refund), kept: usd(kept), refundEndsAt: '2030-06-11T04:00:00Z' }
}

test('a deposit that was lost by a move is explained by the move, not by a day to come', () => {
  const words = ruleWords(preview('forfeited', 0, 10_000), 'America/New_York')
  expect(words).toContain('moved')
  expect(words).not.toContain('Jun')
})

test.each<[RefundPreview['rule'], [refund: number, kept: number], boolean | undefined]>([
  ['inTime', [10_000, 0], false],
  ['tooLate', [0, 10_000], true],
  ['forfeited', [0, 10_000], true],
  ['nothingPaid', [0, 0], undefined],
])('before a move staff read what becomes of the deposit: %s', (rule, [refund, kept], isLoss) => {
  expect(movedDeposit(preview(rule, refund, kept), 'America/New_York')?.isLoss).toBe(isLoss)
})
