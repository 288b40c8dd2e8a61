import { expect, test } from 'vitest'
import { exponentOf, formatMoney } from './money.ts'

const dollars = { amount: 125_050, currency: 'USD', exponent: 2 }

test.each([
  ['en-US', dollars, '$1,250.50'],
  ['en-US', { ...dollars, amount: 55_000 }, '$550.00'],
  ['de-AT', dollars, '$ 1.250,50'],
  ['en-US', { amount: 5500, currency: 'JPY', exponent: 0 }, '¥5,500'],
  ['en-US', { amount: 1500, currency: 'KWD', exponent: 3 }, 'KWD 1.500'],
])('money in the locale %s', (locale, money, text) => {
  expect(formatMoney(money, locale).replaceAll('\u00a0', ' ')).toBe(text)
})

test.each([
  ['USD', 2],
  ['JPY', 0],
  ['KWD', 3],
])('an amount in %s has %i decimals', (currency, exponent) => {
  expect(exponentOf(currency)).toBe(exponent)
})
