import { expect, test } from 'vitest'
import { sleep } from '@holdfast/kernel/clock'
import { createFakeClock } from './clock.ts'

test('time stands still until it is moved', async () => {
  const clock = createFakeClock(new Date('2026-03-01T00:00:00Z'))
  expect([clock.now().toISOString(), clock.monotonicMs()]).toEqual(['2026-03-01T00:00:00.000Z', 0])
  await clock.advance(1_500)
  expect([clock.now().toISOString(), clock.monotonicMs()]).toEqual([
    '2026-03-01T00:00:01.500Z',
    1_500,
  ])
})

test('timers fire in the order of their times, each at its own time', async () => {
  const clock = createFakeClock()
  const fired: string[] = []
  clock.schedule(300, () => fired.push(`late at ${clock.monotonicMs()}`))
  clock.schedule(100, () => fired.push(`first at ${clock.monotonicMs()}`))
  clock.schedule(100, () => fired.push(`second at ${clock.monotonicMs()}`))
  await clock.advance(200)
  expect(fired).toEqual(['first at 100', 'second at 100'])
  await clock.advance(100)
  expect(fired.at(-1)).toBe('late at 300')
  expect(clock.waiting).toBe(0)
})

test('a timer set by the promise that another timer settled is seen in the same advance', async () => {
  const clock = createFakeClock()
  let done = false
  const work = (async () => {
    for (let round = 0; round < 5; round += 1) await sleep(clock, 10)
    done = true
  })()
  await clock.advance(50)
  expect(done).toBe(true)
  await work
})

test('a cancelled timer never fires', async () => {
  const clock = createFakeClock()
  const cancel = clock.schedule(10, () => expect.unreachable())
  cancel()
  await clock.advance(100)
  expect(clock.waiting).toBe(0)
})

test('a jump moves the wall time and leaves the monotonic scale and the timers alone', async () => {
  const clock = createFakeClock(new Date('2026-03-01T00:00:00Z'))
  clock.schedule(10, () => expect.unreachable())
  clock.jump(-3_600_000)
  expect(clock.now().toISOString()).toBe('2026-02-28T23:00:00.000Z')
  expect(clock.monotonicMs()).toBe(0)
  expect(clock.waiting).toBe(1)
})
