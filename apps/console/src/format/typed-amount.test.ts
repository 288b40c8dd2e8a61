import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAmount, writeAmount } from './typed-amount.ts'

test.each([
  ['100', 2, 10_000],
  ['100.5', 2, 10_050],
  [' 0,07 ', 2, 7],
  ['250', 0, 250],
  ['1.234', 2, undefined],
  ['1,000', 2, undefined],
  ['-5', 2, undefined],
  ['1e3', 2, undefined],
  ['5.', 2, undefined],
  ['', 2, undefined],
])('“%s” with %i places is %s', (text, exponent, amount) => {
  expect(parseAmount(text, { exponent })).toBe(amount)
})

test('every amount is read as it was written', () => {
  const amounts = fc.record({ amount: fc.nat(999_999_999), exponent: fc.nat(3) })
  fc.assert(
    fc.property(amounts, (money) => parseAmount(writeAmount(money), money) === money.amount),
  )
})
