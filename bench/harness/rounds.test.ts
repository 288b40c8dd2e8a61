import { expect, test } from 'vitest'
import { interleave, ratioOf, spreadOf } from './rounds.ts'

test('contestants take turns, and another one begins each round', async () => {
  const turns: string[] = []
  const results = await interleave({
    contestants: ['a', 'b', 'c'],
    rounds: 3,
    measure: (name) => Promise.resolve(turns.push(name)),
  })
  expect(turns.join('')).toBe('abcbcacab')
  expect(results.get('a')).toEqual([1, 6, 8])
})

test('a spread is the median with the extremes', () => {
  expect(spreadOf([5, 1, 9])).toEqual({ median: 5, min: 1, max: 9 })
  expect(spreadOf([4, 1, 9, 2])).toEqual({ median: 3, min: 1, max: 9 })
  expect(spreadOf([]).median).toBeNaN()
})

test('a ratio compares within each round: a slow round for both changes nothing', () => {
  expect(ratioOf([20, 2, 20], [10, 1, 10])).toEqual({ median: 2, min: 2, max: 2 })
})
