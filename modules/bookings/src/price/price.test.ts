import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponentOf, stationMenu, stationPrices } from './price-list.ts'
import { priceOf } from './price.ts'

const offer = { prices: stationPrices('USD'), menu: stationMenu({ exponent: 2 }) }
const anyParty = fc.record({
  adults: fc.integer({ min: 1, max: 20 }),
  children: fc.integer({ min: 0, max: 15 }),
  underSix: fc.integer({ min: 0, max: 15 }),
})

describe('the usual prices in dollars', () => {
  test.each([
    ['ten adults are exactly the minimum', { adults: 10, children: 0, underSix: 0 }, 55_000],
    ['two adults pay the minimum', { adults: 2, children: 0, underSix: 0 }, 55_000],
    ['adults and children add up', { adults: 10, children: 4, underSix: 0 }, 67_000],
    ['children under six are free', { adults: 10, children: 4, underSix: 6 }, 67_000],
  ])('%s', (_, party, total) => {
    expect(priceOf(offer, { party }).total).toEqual({ amount: total, currency: 'USD', exponent: 2 })
  })

  test('a small party sees a line up to the minimum', () => {
    const { lines } = priceOf(offer, { party: { adults: 2, children: 1, underSix: 1 } })
    expect(lines.map((line) => [line.label, line.quantity, line.amount.amount])).toEqual([
      ['Adults', 2, 11_000],
      ['Children, 6 to 12', 1, 3_000],
      ['Children under 6', 1, 0],
      ['Up to the minimum for an evening', 1, 41_000],
    ])
  })

  test('no deposit is asked', () => {
    expect(priceOf(offer, { party: { adults: 2, children: 0, underSix: 0 } }).deposit.amount).toBe(
      0,
    )
  })
})

test('the lines add up to the total, in whole units, and never less than the minimum', () => {
  fc.assert(
    fc.property(anyParty, (party) => {
      const { lines, total } = priceOf(offer, { party })
      expect(lines.reduce((sum, line) => sum + line.amount.amount, 0)).toBe(total.amount)
      expect(Number.isInteger(total.amount)).toBe(true)
      expect(total.amount).toBeGreaterThanOrEqual(offer.prices.minimum)
    }),
  )
})

test('one more guest never costs less', () => {
  fc.assert(
    fc.property(anyParty, fc.constantFrom('adults', 'children', 'underSix'), (party, group) => {
      const more = { ...party, [group]: party[group] + 1 }
      expect(priceOf(offer, { party: more }).total.amount).toBeGreaterThanOrEqual(
        priceOf(offer, { party }).total.amount,
      )
    }),
  )
})

test('a currency without cents has prices without cents', () => {
  expect(exponentOf('JPY')).toBe(0)
  expect(stationPrices('JPY')).toMatchObject({ exponent: 0, adult: 55, minimum: 550 })
})

test('given prices replace the usual ones, in the smallest unit', () => {
  const prices = { adult: 6_000, child: 0, underSix: 0, minimum: 0 }
  expect(stationPrices('EUR', prices)).toMatchObject({
    currency: 'EUR',
    exponent: 2,
    deposit: 0,
    ...prices,
  })
})

test('a currency that nobody knows is refused', () => {
  expect(() => stationPrices('QQQ')).toThrow('bookings.unknownCurrency')
})
