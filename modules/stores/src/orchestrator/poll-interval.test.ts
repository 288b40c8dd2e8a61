import { expect, test } from 'vitest'
import { pollIntervalMs } from './poll-interval.ts'

const usual = { minPollIntervalMs: 5_000, maxPollIntervalMs: 30_000 }

test('idle looks come after 5, 7, 11, 16, 24 and then every 30 seconds', () => {
  const seconds = [0, 1, 2, 3, 4, 5, 6, 100, 10_000].map(
    (idle) => pollIntervalMs(idle, usual) / 1000,
  )
  expect(seconds).toEqual([5, 7, 11, 16, 24, 30, 30, 30, 30])
})

test('other limits are kept as well, below a second too', () => {
  const quick = { minPollIntervalMs: 50, maxPollIntervalMs: 100 }
  expect([0, 1, 2, 3].map((idle) => pollIntervalMs(idle, quick))).toEqual([50, 74, 100, 100])
})
