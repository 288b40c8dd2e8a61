import { usualMenu } from '@holdfast/bookings/contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  portionsFor,
  readCounts,
  suggestedProteins,
  totalOf,
  withCount,
  withoutGone,
  writeCounts,
} from './dishes.ts'

const guests = fc.record({
  adults: fc.integer({ min: 1, max: 50 }),
  children: fc.integer({ min: 0, max: 20 }),
  underSix: fc.integer({ min: 0, max: 20 }),
})

test('dishes come back from a text as they were, and whatever else stands there is no dish', () => {
  const counts = fc.dictionary(
    fc.stringMatching(/^[a-z0-9-]{1,8}$/),
    fc.integer({ min: 1, max: 250 }),
  )
  fc.assert(
    fc.property(counts, (dishes) => {
      const kept = new Map(Object.entries(dishes))
      expect(readCounts(writeCounts(kept))).toEqual(kept)
    }),
  )
  expect(readCounts('chicken tofu:0 a:-1 b:1e9 :3 steak:2')).toEqual(new Map([['steak', 2]]))
})

test('one dish is counted without touching the others, and none of it is no dish', () => {
  expect(withCount('chicken:8 tofu:2', 'tofu', 3)).toBe('chicken:8 tofu:3')
  expect(withCount('chicken:8 tofu:2', 'tofu', 0)).toBe('chicken:8')
  expect(withoutGone('chicken:8 whale:2', usualMenu.proteins)).toBe('chicken:8')
})

test('what is suggested fits every party, costs nothing more and is spread evenly', () => {
  fc.assert(
    fc.property(guests, fc.integer({ min: 1, max: 5 }), (party, proteinsPerGuest) => {
      const menu = { ...usualMenu, proteinsPerGuest, proteins: [...usualMenu.proteins], addOns: [] }
      const suggested = suggestedProteins(menu, party)
      expect(totalOf(suggested)).toBe(portionsFor(party, proteinsPerGuest).fewest)
      const shares = [...readCounts(suggested).values()]
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
      expect(suggested).not.toMatch(proteinsPerGuest <= 4 ? /filet|lobster/ : /lobster/)
    }),
  )
})
