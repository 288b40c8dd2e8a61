import { expect, test } from 'vitest'
import { reconnectDelayMs } from './reconnect-delay.ts'

test('the delay grows to its cap and stays there for ever', () => {
  const longest = [1, 2, 3, 6, 100, 1_000_000].map((attempt) => reconnectDelayMs(attempt, () => 1))
  expect(longest).toEqual([100, 200, 400, 2_000, 2_000, 2_000])
})

test('half of it is random, so that processes do not come back at once', () => {
  expect(reconnectDelayMs(6, () => 0)).toBe(1_000)
  expect(reconnectDelayMs(6, () => 0.5)).toBe(1_500)
})
