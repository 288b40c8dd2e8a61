import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { sleep, type Clock } from './platform.ts'

test('a timer that fires early ends no wait', async () => {
  const fake = createFakeClock()
  const hasty: Clock = {
    ...fake,
    schedule: (delayMs, callback) => fake.schedule(Math.max(0.25, delayMs - 1), callback),
  }
  const woken = sleep(hasty, 1000, new AbortController().signal).then(fake.monotonicMs)
  await fake.advance(2000)
  expect(await woken).toBeGreaterThanOrEqual(1000)
})

test('who is woken by a signal leaves no timer behind', async () => {
  const clock = createFakeClock()
  const controller = new AbortController()
  const woken = sleep(clock, 1000, controller.signal)
  controller.abort()
  await woken
  expect(clock.waiting).toBe(0)
})

test('a wait of nothing is over at once', async () => {
  await sleep(createFakeClock(), 0, new AbortController().signal)
})
