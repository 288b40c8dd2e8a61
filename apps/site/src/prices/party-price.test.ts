import { expect, test } from 'vitest'
import { amountOf, type Party } from './party-price.ts'
import { usualRates } from './usual-rates.ts'

const party = (adults: number, children = 0, underSix = 0): Party => ({
  adults,
  children,
  underSix,
})

test.each([
  ['a small table pays the minimum', party(6), 55_000],
  ['ten adults are exactly the minimum', party(10), 55_000],
  ['adults and children add up', party(10, 4), 67_000],
  ['children under six are free', party(16, 5, 3), 103_000],
])('%s', (_, given, total) => {
  expect(amountOf('total', usualRates, given)).toBe(total)
})

test.each([party(1), party(6), party(10, 4), party(16, 5, 3)])(
  'the lines of %o add up to the total',
  (given) => {
    const lines = (['adults', 'children', 'little-ones', 'missing'] as const).map((name) =>
      amountOf(name, usualRates, given),
    )
    expect(lines.reduce((sum, line) => sum + line, 0)).toBe(amountOf('total', usualRates, given))
  },
)
