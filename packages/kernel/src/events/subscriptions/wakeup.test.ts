import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { Wakeup } from './wakeup.ts'

const never = new AbortController().signal

test('a ring while nobody waits is kept for the next wait, once', async () => {
  const clock = createFakeClock()
  const wakeup = new Wakeup()
  wakeup.ring()
  wakeup.ring()
  await wakeup.wait(clock, 1_000, never)
  let woken = false
  const second = wakeup.wait(clock, 1_000, never).then(() => (woken = true))
  await clock.advance(999)
  expect(woken).toBe(false)
  await clock.advance(1)
  await second
})

test('a ring ends a wait at once, and leaves no timer', async () => {
  const clock = createFakeClock()
  const wakeup = new Wakeup()
  const waiting = wakeup.wait(clock, 1_000, never)
  wakeup.ring()
  await waiting
  expect(clock.waiting).toBe(0)
})

test('an abort ends a wait', async () => {
  const clock = createFakeClock()
  const stopping = new AbortController()
  const waiting = new Wakeup().wait(clock, 1_000, stopping.signal)
  stopping.abort()
  await waiting
  expect(clock.waiting).toBe(0)
})
