import { expect, test } from 'vitest'
import { TimeLeft } from './time-left.ts'

/** What is said after each of these, told as seconds and percent. */
function said(...samples: readonly (readonly [number, number])[]): readonly (number | null)[] {
  const left = new TimeLeft(0)
  return samples.map(([seconds, percent]) => {
    const leftMs = left.at(seconds * 1_000, percent / 100)
    return leftMs === null ? null : leftMs / 1_000
  })
}

test('while too little is known nothing is said', () => {
  expect(said([0.5, 30], [1.9, 50], [5, 1])).toEqual([null, null, null])
})

test('what goes on as it did takes as long as it did', () => {
  expect(said([10, 10], [20, 20], [50, 50], [90, 90])).toEqual([90, 80, 50, 10])
})

test('steps that were there already promise nothing for the others', () => {
  // Half of it at once, and then a percent a second: 40 to go, not 10.
  expect(said([3, 50], [5, 52], [8, 55], [13, 60])).toEqual([3, 48, 45, 40])
})

test('what stands still takes longer and longer, until nobody can say', () => {
  const [first, second, third, last] = said([10, 50], [20, 50], [30, 50], [41, 50])
  expect(first).toBe(10)
  expect([second, third, last]).toEqual([null, null, null])
})
