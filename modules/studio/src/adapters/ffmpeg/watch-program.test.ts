import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import type { Ending } from '../../media/explain-ending.ts'
import { usualTimes, watchProgram, type Watch, type WatchedCall } from './watch-program.ts'

const minute = 60_000

test('a program that moves is left alone up to its deadline', async () => {
  const { clock, watch, ending, calls } = given({ deadlineMs: 10 * minute })
  for (let minutes = 0; minutes < 9; minutes += 1) {
    await clock.advance(minute - 1)
    watch().moved()
  }
  expect(calls).toEqual([])
  await clock.advance(2 * minute)
  expect(calls).toEqual(['terminate', 'kill'])
  await expect(ending).rejects.toMatchObject({ name: 'MediaStuck' })
  expect(clock.waiting).toBe(0)
})

test('without progress for a minute it is asked to end, and ended ten seconds later', async () => {
  const { clock, ending, calls } = given({})
  await clock.advance(minute)
  expect(calls).toEqual([])
  await clock.advance(2_000)
  expect(calls).toEqual(['terminate'])
  await clock.advance(8_000)
  expect(calls).toEqual(['terminate'])
  await clock.advance(2_000)
  expect(calls).toEqual(['terminate', 'kill'])
  await expect(ending).rejects.toMatchObject({ name: 'MediaStuck' })
})

test('a program that ends when it is asked to is not forced', async () => {
  const { clock, ending, calls } = given({ isPolite: true })
  await clock.advance(10 * minute)
  await expect(ending).rejects.toMatchObject({ name: 'MediaStuck' })
  expect(calls).toEqual(['terminate'])
  expect(clock.waiting).toBe(0)
})

test('a program that says nothing of progress is held to its deadline alone', async () => {
  const { clock, calls } = given({ saysProgress: false, deadlineMs: 5 * minute })
  await clock.advance(4 * minute)
  expect(calls).toEqual([])
  await clock.advance(minute)
  expect(calls).toEqual(['terminate'])
})

test('an abort ends it sooner, with the reason of the abort', async () => {
  const asked = new AbortController()
  const { clock, ending, calls } = given({ signal: asked.signal })
  await clock.advance(1)
  asked.abort(new Error('cancelled'))
  expect(calls).toEqual(['terminate'])
  await clock.advance(usualTimes.abortGraceMs)
  expect(calls).toEqual(['terminate', 'kill'])
  await expect(ending).rejects.toThrow('cancelled')
})

test('the first reason counts', async () => {
  const asked = new AbortController()
  const { clock, ending, watch } = given({ signal: asked.signal })
  watch().end(new Error('first'))
  asked.abort(new Error('second'))
  await clock.advance(minute)
  await expect(ending).rejects.toThrow('first')
})

test('a check that fails ends it', async () => {
  const { clock, ending } = given({ check: () => Promise.reject(new Error('too large')) })
  await clock.advance(minute)
  await expect(ending).rejects.toThrow('too large')
})

test('a process that was frozen itself does not take its program for stuck', async () => {
  const { clock, watch, calls } = given({ deadlineMs: 60 * minute, clock: lateClock() })
  // One timer was due twenty times over; what the program said meanwhile is read after it.
  await clock.advance(20 * minute)
  watch().moved()
  expect(calls).toEqual([])
})

/** Runs one waiting timer, as if this process had slept through all the time in between. */
function lateClock() {
  let elapsedMs = 0
  const timers: { readonly delayMs: number; readonly callback: () => void }[] = []
  return {
    now: () => new Date(elapsedMs),
    monotonicMs: () => elapsedMs,
    waiting: 0,
    schedule: (delayMs: number, callback: () => void) => {
      timers.push({ delayMs, callback })
      return () => undefined
    },
    advance: async (ms: number) => {
      elapsedMs += ms
      const due = timers.filter(({ delayMs }) => delayMs <= ms)
      timers.splice(0)
      for (const { callback } of due) callback()
    },
  }
}

interface Wish extends Partial<Omit<WatchedCall, 'clock' | 'start'>> {
  readonly clock?: ReturnType<typeof createFakeClock> | ReturnType<typeof lateClock>
  readonly isPolite?: boolean
}

function given({ clock = createFakeClock(), isPolite = false, ...wish }: Wish) {
  const calls: string[] = []
  const ended = Promise.withResolvers<Ending>()
  const end = () => ended.resolve({ code: 137, said: '' })
  let watch: Watch | undefined
  const ending = watchProgram({
    clock: { now: clock.now, monotonicMs: clock.monotonicMs, schedule: clock.schedule },
    times: usualTimes,
    deadlineMs: 60 * minute,
    signal: new AbortController().signal,
    saysProgress: true,
    ...wish,
    start(given) {
      watch = given
      return {
        ended: ended.promise,
        terminate: () => {
          calls.push('terminate')
          if (isPolite) end()
        },
        kill: () => {
          calls.push('kill')
          end()
        },
      }
    },
  })
  // Looked at later by the tests that care.
  ending.catch(() => undefined)
  const watched = () => {
    if (watch === undefined) throw new Error('not started')
    return watch
  }
  return { clock, calls, ending, watch: watched }
}
