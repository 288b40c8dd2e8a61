import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test, vi } from 'vitest'
import { watchReplies } from './reply-watch.ts'

function given() {
  const clock = createFakeClock()
  const onLate = vi.fn<() => void>()
  return { clock, onLate, watch: watchReplies({ clock, deadlineMs: 50, onLate }) }
}

test('a command without an answer is late after 50 to 60 ms', async () => {
  const { clock, onLate, watch } = given()
  watch.sent()
  await clock.advance(49)
  expect(onLate).not.toHaveBeenCalled()
  await clock.advance(1)
  expect(onLate).toHaveBeenCalledOnce()
})

test('a later command is late by its own time, however many were answered before it', async () => {
  const { clock, onLate, watch } = given()
  for (let call = 0; call < 40; call++) {
    watch.sent()
    await clock.advance(7)
    watch.settled()
  }
  watch.sent()
  await clock.advance(49)
  expect(onLate).not.toHaveBeenCalled()
  await clock.advance(11)
  expect(onLate).toHaveBeenCalledOnce()
})

test('a steady stream in which every answer comes in time is never late', async () => {
  const { clock, onLate, watch } = given()
  for (let call = 0; call < 300; call++) {
    watch.sent()
    await clock.advance(3)
    if (call >= 10) watch.settled()
  }
  expect(onLate).not.toHaveBeenCalled()
})

test('it is late once, and sees the next silence too', async () => {
  const { clock, onLate, watch } = given()
  watch.sent()
  await clock.advance(500)
  expect(onLate).toHaveBeenCalledOnce()
  watch.settled()
  watch.sent()
  await clock.advance(500)
  expect(onLate).toHaveBeenCalledTimes(2)
})

test('no timer runs while nothing waits', async () => {
  const { clock, watch } = given()
  watch.sent()
  watch.settled()
  await clock.advance(20)
  expect(clock.waiting).toBe(0)
})
