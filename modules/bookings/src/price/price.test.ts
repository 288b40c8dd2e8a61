import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Price } from '../contract.ts'
import { exponentOf, stationMenu, stationPrices, type PriceList } from './price-list.ts'
import { priceOf, type Order } from './price.ts'
import { savingsOf } from './savings.ts'

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

const anyMenu = fc.record({
  proteins: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...offer.menu.proteins.map(({ id }) => id)),
      portions: fc.integer({ min: 1, max: 100 }),
    }),
    { selector: ({ id }) => id },
  ),
  addOns: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...offer.menu.addOns.map(({ id }) => id)),
      quantity: fc.integer({ min: 1, max: 50 }),
    }),
    { selector: ({ id }) => id },
  ),
})
const anyWay = fc.option(
  fc.integer({ min: 0, max: 120 }).map((miles) => ({ state: 'known' as const, miles, minutes: 0 })),
)
const anyOrder = fc.record({ party: anyParty, menu: fc.option(anyMenu), travel: anyWay })
const anyTaxes = fc.record({
  taxesIncluded: fc.boolean(),
  taxes: fc.array(
    fc.record({ label: fc.constant('Tax'), basisPoints: fc.integer({ min: 0, max: 3_000 }) }),
    { maxLength: 3 },
  ),
})

test('with dishes, a way and taxes the lines still add up, and every amount is whole', () => {
  fc.assert(
    fc.property(anyOrder, anyTaxes, (order, taxes) => {
      const { lines, total, taxes: told = [] } = priceOf(taxed(taxes), order)
      expect(lines.reduce((sum, line) => sum + line.amount.amount, 0)).toBe(total.amount)
      for (const { quantity, unit, amount } of lines) {
        expect(quantity * unit.amount).toBe(amount.amount)
      }
      expect([total, ...told.map(({ amount }) => amount)].map(({ amount }) => amount)).toSatisfy(
        (amounts: number[]) => amounts.every((amount) => Number.isInteger(amount) && amount >= 0),
      )
    }),
  )
})

test('one more portion, one more add-on and one more mile never cost less', () => {
  fc.assert(
    fc.property(anyOrder, anyTaxes, (order, taxes) => {
      const now = priceOf(taxed(taxes), order).total.amount
      const { travel, menu } = order
      const farther = travel && { ...travel, miles: travel.miles + 1 }
      const fuller = menu && {
        proteins: menu.proteins.map((one) => ({ ...one, portions: one.portions + 1 })),
        addOns: menu.addOns.map((one) => ({ ...one, quantity: one.quantity + 1 })),
      }
      for (const more of [
        { ...order, travel: farther },
        { ...order, menu: fuller },
      ]) {
        expect(priceOf(taxed(taxes), more).total.amount).toBeGreaterThanOrEqual(now)
      }
    }),
  )
})

test('contained taxes change nothing of the total; others come on top of it, as told', () => {
  fc.assert(
    fc.property(anyOrder, anyTaxes, (order, { taxes }) => {
      const plain = priceOf(offer, order).total.amount
      const inside = priceOf(taxed({ taxes, taxesIncluded: true }), order)
      const outside = priceOf(taxed({ taxes, taxesIncluded: false }), order)
      const together = taxes.reduce((all, { basisPoints }) => all + basisPoints, 0)
      expect(inside.total.amount).toBe(plain)
      expect(taxesOf(inside)).toBe(plain - Math.round((plain * 10_000) / (10_000 + together)))
      expect(outside.total.amount).toBe(plain + taxesOf(outside))
    }),
  )
})

const evening = { party: { adults: 12, children: 0, underSix: 0 } } as const
const totalOf = (order: Omit<Order, 'party'>) =>
  priceOf(offer, { ...evening, ...order }).total.amount

describe('dishes and the way', () => {
  test.each([
    [
      'usual proteins cost nothing more',
      { proteins: [{ id: 'chicken', portions: 24 }], addOns: [] },
      0,
    ],
    [
      'filet mignon is 5 a portion',
      { proteins: [{ id: 'filet-mignon', portions: 4 }], addOns: [] },
      2_000,
    ],
    [
      'lobster is 15 a portion',
      { proteins: [{ id: 'lobster-tail', portions: 2 }], addOns: [] },
      3_000,
    ],
    [
      'add-ons cost what they cost',
      { proteins: [], addOns: [{ id: 'gyoza', quantity: 3 }] },
      3_000,
    ],
  ])('%s', (_, menu, more) => {
    expect(totalOf({ menu })).toBe(66_000 + more)
  })

  test.each([
    [0, 0],
    [30, 0],
    [31, 200],
    [75, 9_000],
  ])('%i miles cost %i', (miles, more) => {
    expect(totalOf({ travel: { state: 'known', miles, minutes: 0 } })).toBe(66_000 + more)
  })

  test('what children and free miles save is told, and is none of the price', () => {
    const order = {
      party: { adults: 10, children: 2, underSix: 1 },
      travel: { state: 'known', miles: 40, minutes: 80 },
    } as const
    expect(savingsOf(offer, order).map(({ label, amount }) => [label, amount.amount])).toEqual([
      ['Children, 6 to 12', 5_000],
      ['Children under 6', 5_500],
      ['The first 30 miles', 6_000],
    ])
  })

  test('what the minimum takes back is not told as saved', () => {
    const party = { adults: 8, children: 1, underSix: 1 }
    expect(savingsOf(offer, { party })).toEqual([])
    const order = { party: { adults: 9, children: 1, underSix: 1 } }
    expect(savingsOf(offer, order).map(({ amount }) => amount.amount)).toEqual([5_500])
  })
})

function taxesOf({ taxes = [] }: Price): number {
  return taxes.reduce((sum, { amount }) => sum + amount.amount, 0)
}

function taxed(taxes: Pick<PriceList, 'taxes' | 'taxesIncluded'>) {
  return { ...offer, prices: { ...offer.prices, ...taxes } }
}

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
