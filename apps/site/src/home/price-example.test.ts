import { expect, test } from 'vitest'
import { priceExample } from './price-example.ts'

test.each([
  ['a small table pays the minimum', { adults: 6, children: 0, underSix: 0 }, 55_000],
  ['ten adults are exactly the minimum', { adults: 10, children: 0, underSix: 0 }, 55_000],
  ['adults and children add up', { adults: 10, children: 4, underSix: 0 }, 67_000],
  ['children under six are free', { adults: 16, children: 5, underSix: 3 }, 103_000],
])('%s', (_, party, total) => {
  const example = priceExample(party)
  expect(example.total).toBe(total)
  expect(example.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(total)
})
