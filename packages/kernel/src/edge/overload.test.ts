import { expect, test } from 'vitest'
import { meanDelayOf } from './overload.ts'

/** Ticks of the event loop, each so many milliseconds after the one before. */
function givenTicks() {
  const all: number[] = []
  const look = meanDelayOf({
    get count() {
      return all.length
    },
    get mean() {
      return (all.reduce((sum, ms) => sum + ms, 0) / all.length) * 1e6
    },
  })
  return (...ticks: readonly number[]) => {
    all.push(...ticks)
    return Math.round(look())
  }
}

const calm = Array.from({ length: 25 }, () => 10)

test('one pause is no overload: what waited for its end is served', () => {
  const delayAfter = givenTicks()
  expect(delayAfter(...calm)).toBe(0)
  expect(delayAfter(900)).toBe(0)
  expect(delayAfter(...calm)).toBeLessThan(50)
})

test('a loop that is blocked between any two looks is overloaded, until it runs again', () => {
  const delayAfter = givenTicks()
  expect([delayAfter(...calm), delayAfter(900), delayAfter(900), delayAfter(900)]).toEqual([
    0, 0, 890, 890,
  ])
  expect(delayAfter(...calm)).toBeLessThan(50)
})
