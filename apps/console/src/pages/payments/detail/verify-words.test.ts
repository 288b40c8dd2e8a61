import { expect, test } from 'vitest'
import { whereSeen, whoConfirms } from './verify-words.ts'

const transfer = { method: 'bank_transfer', verifiedBy: [] } as const

test.each([
  ['one person is enough', transfer, /is enough/],
  ['two must see it', { ...transfer, needsTwo: true }, /a colleague must confirm it as well/],
  ['one has seen it', { ...transfer, needsTwo: true, verifiedBy: ['x'] }, /second confirmation/],
])('the dialog knows that %s', (_, attempt, words) => {
  expect(whoConfirms({ ...attempt, verifiedBy: [...attempt.verifiedBy] })).toMatch(words)
  expect(whoConfirms({ ...attempt, verifiedBy: [...attempt.verifiedBy] })).not.toMatch(/^If /)
})

test('of cash nobody is asked for a bank statement', () => {
  expect(whereSeen({ method: 'cash', verifiedBy: [] })).not.toMatch(/statement/)
  expect(whereSeen({ method: 'bank_transfer', verifiedBy: [] })).toMatch(/statement/)
})
