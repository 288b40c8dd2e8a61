import { expect, test } from 'vitest'
import { sleep, systemClock, type Clock } from './clock.ts'

function handClock() {
  const waiting: { at: number; callback: () => void }[] = []
  let timeMs = 0
  const clock: Clock = {
    now: () => new Date(timeMs),
    monotonicMs: () => timeMs,
    schedule(delayMs, callback) {
      const entry = { at: timeMs + delayMs, callback }
      waiting.push(entry)
      return () => waiting.splice(waiting.indexOf(entry), 1)
    },
  }
  function pass(ms: number): void {
    timeMs += ms
    for (const entry of waiting.filter(({ at }) => at <= timeMs)) entry.callback()
  }
  return { clock, pass, waiting }
}

test('sleep resolves when the time has passed, not before', async () => {
  const { clock, pass } = handClock()
  let awake = false
  const slept = sleep(clock, 100).then(() => (awake = true))
  pass(99)
  await Promise.resolve()
  expect(awake).toBe(false)
  pass(1)
  await slept
  expect(awake).toBe(true)
})

test('an abort wakes the sleeper at once and leaves no timer behind', async () => {
  const { clock, waiting } = handClock()
  const controller = new AbortController()
  const slept = sleep(clock, 100, controller.signal)
  controller.abort()
  await slept
  expect(waiting).toEqual([])
})

test('an already aborted signal waits for nothing', async () => {
  const { clock, waiting } = handClock()
  await sleep(clock, 100, AbortSignal.abort())
  expect(waiting).toEqual([])
})

test('a cancelled timer of the system clock never fires', async () => {
  let fired = false
  systemClock.schedule(0, () => (fired = true))()
  await new Promise((resolve) => systemClock.schedule(5, () => resolve(undefined)))
  expect(fired).toBe(false)
})
