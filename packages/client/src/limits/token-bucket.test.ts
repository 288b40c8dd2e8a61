import { createMemoryStore, definePolicy } from '@holdfast/kernel/rate-limit'
import { createFakeClock } from '@holdfast/testing/clock'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { givenStorage } from '../fixtures/given-client.ts'
import { createLimiter } from './limiter.ts'

const windows = fc.uniqueArray(
  fc.record({
    limit: fc.integer({ min: 1, max: 8 }),
    periodMs: fc.integer({ min: 1, max: 5_000 }),
  }),
  { minLength: 1, maxLength: 2, selector: ({ periodMs }) => periodMs },
)
// A clock that is set back now and then.
const jumps = fc.oneof(
  { weight: 9, arbitrary: fc.constant(0) },
  fc.integer({ min: -9_000, max: 0 }),
)
const pauses = fc.array(fc.oneof(fc.nat(20), fc.nat(3_000), fc.nat(20_000)), { maxLength: 60 })

const steps = fc.array(
  fc.record({ pauseMs: fc.oneof(fc.nat(20), fc.nat(3_000), fc.nat(20_000)), jumpMs: jumps }),
  { maxLength: 60 },
)

test('here and at the service the same requests pass, with the same waits', () => {
  return fc.assert(
    fc.asyncProperty(windows, pauses, async (windows, pauses) => {
      const { take, clock, server } = given(windows)
      for (const pauseMs of pauses) {
        await clock.advance(pauseMs)
        const there = await server()
        const here = take()
        expect(here.allowed).toBe(there.allowed)
        expect(here.waitMs).toBe(there.retryAfterMs)
        const left = Math.min(...there.states.map(({ remaining }) => remaining))
        expect(here.remaining).toBe(there.allowed ? left : 0)
      }
    }),
    { numRuns: 150 },
  )
})

test('a clock that is set back lets nothing through that the service refuses', () => {
  return fc.assert(
    fc.asyncProperty(windows, steps, async (windows, steps) => {
      const { take, clock, server } = given(windows)
      for (const { pauseMs, jumpMs } of steps) {
        clock.jump(jumpMs)
        await clock.advance(pauseMs)
        if (take().allowed) expect((await server()).allowed).toBe(true)
      }
    }),
    { numRuns: 150 },
  )
})

test('whoever waits as long as told is let through', () => {
  return fc.assert(
    fc.asyncProperty(windows, pauses, async (windows, pauses) => {
      const { take, clock } = given(windows)
      for (const pauseMs of pauses) {
        await clock.advance(Math.min(pauseMs, 50))
        const { allowed, waitMs } = take()
        if (allowed) continue
        await clock.advance(waitMs - 1)
        expect(take().allowed).toBe(false)
        await clock.advance(1)
        expect(take().allowed).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})

function given(windows: readonly { readonly limit: number; readonly periodMs: number }[]) {
  const clock = createFakeClock()
  const policy = definePolicy({
    name: 'x',
    windows: windows.map((window, index) => ({ name: `w${index}`, ...window })),
    whenStoreIsDown: 'local',
  })
  const store = createMemoryStore({ clock })
  const storage = givenStorage()
  const limiter = createLimiter({ clock, storage, name: 'limits', limits: { x: windows } })
  return {
    clock,
    take: () => limiter.take('x'),
    server: async () => store.take([{ policy, subject: 'me' }]),
  }
}
