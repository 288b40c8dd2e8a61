import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemClock, type Clock } from '../clock/clock.ts'
import type { Charge, Decision } from './decision.ts'
import { createMemoryStore } from './memory-store.ts'
import { defaultPolicies, definePolicy, scalePolicies, type Policy } from './policies.ts'

interface HandClock extends Clock {
  move(byMs: number): void
}

function handClock(): HandClock {
  let elapsedMs = 10_000.25
  return {
    ...systemClock,
    monotonicMs: () => elapsedMs,
    move: (byMs) => {
      elapsedMs += byMs
    },
  }
}

const perMinuteAndHour = definePolicy({
  name: 'both',
  windows: [
    { name: 'minute', limit: 5, periodMs: 60_000 },
    { name: 'hour', limit: 12, periodMs: 3_600_000 },
  ],
  whenStoreIsDown: 'local',
})

function single(limit: number, periodMs = 60_000): Policy {
  const windows = [{ name: 'window', limit, periodMs }]
  return definePolicy({ name: 'single', windows, whenStoreIsDown: 'local' })
}

function remaining(decision: Decision): number[] {
  return decision.states.map((state) => state.remaining)
}

function by(subject: string, ...policies: readonly Policy[]): Charge[] {
  return policies.map((policy) => ({ policy, subject }))
}

test('a call that the minute denies costs the hour nothing', () => {
  const clock = handClock()
  const store = createMemoryStore({ clock })
  for (let call = 0; call < 5; call++) store.take(by('a', perMinuteAndHour))
  for (let call = 0; call < 500; call++) {
    const denied = store.take(by('a', perMinuteAndHour))
    expect(denied).toMatchObject({ allowed: false, deniedBy: { window: 'minute' } })
    expect(remaining(denied)).toEqual([0, 7])
  }
  clock.move(120_000)
  expect(remaining(store.take(by('a', perMinuteAndHour)))).toEqual([4, 6])
})

test('when one of several policies denies, none is charged', () => {
  const store = createMemoryStore({ clock: handClock() })
  const narrow = { ...single(1), name: 'narrow' }
  const wide = { ...single(9), name: 'wide' }
  store.take(by('a', narrow))
  const both = store.take(by('a', wide, narrow))
  expect(both).toMatchObject({ allowed: false, deniedBy: { policy: 'narrow' } })
  expect(remaining(both)).toEqual([9, 0])
  expect(remaining(store.take(by('a', wide)))).toEqual([8])
})

test('of several windows that deny, the one that denies longest is named and obeyed', () => {
  const clock = handClock()
  const store = createMemoryStore({ clock })
  const policy = definePolicy({
    name: 'both',
    windows: [
      { name: 'second', limit: 2, periodMs: 1_000 },
      { name: 'minute', limit: 2, periodMs: 60_000 },
    ],
    whenStoreIsDown: 'local',
  })
  store.take(by('a', policy))
  store.take(by('a', policy))
  const denied = store.take(by('a', policy))
  expect(denied).toMatchObject({ deniedBy: { window: 'minute' }, retryAfterMs: 60_000 })
})

test('the same policy and subject twice in one call counts once', () => {
  const store = createMemoryStore({ clock: handClock() })
  const policy = single(3)
  expect(remaining(store.take([...by('a', policy), ...by('a', policy)]))).toEqual([2])
})

test('50 callers at once, each with many tries: exactly the limit passes', async () => {
  const store = createMemoryStore({ clock: systemClock })
  const tries = Array.from({ length: 50 }, async () => {
    let passed = 0
    for (let call = 0; call < 20; call++) {
      const decision = await Promise.resolve(store.take(by('a', defaultPolicies.api)))
      if (decision.allowed) passed++
    }
    return passed
  })
  const passed = await Promise.all(tries)
  expect(passed.reduce((sum, count) => sum + count, 0)).toBe(60)
})

test('300 calls at once against a limit of 60: exactly 60 pass, ten times in a row, and what was denied costs no window', async () => {
  const store = createMemoryStore({ clock: systemClock })
  for (let round = 0; round < 10; round++) {
    const charges = by(`round-${round}`, defaultPolicies.api)
    const calls = Array.from({ length: 300 }, async () => store.take(charges))
    const decisions = await Promise.all(calls)
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(60)
    expect(remaining(store.take(charges))).toEqual([0, 940])
  }
})

test('remaining, reset and retry are true when nothing else happens', () => {
  const call = fc.record({
    pauseMs: fc.nat({ max: 40_000 }),
    times: fc.integer({ min: 1, max: 6 }),
  })
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 12 }), (calls) => {
      const clock = handClock()
      const store = createMemoryStore({ clock })
      let last = store.take(by('a', perMinuteAndHour))
      for (const { pauseMs, times } of calls) {
        clock.move(pauseMs)
        for (let time = 0; time < times; time++) last = store.take(by('a', perMinuteAndHour))
      }
      if (last.allowed) {
        const promised = Math.min(...remaining(last))
        for (let more = 0; more < promised; more++) {
          expect(store.take(by('a', perMinuteAndHour)).allowed).toBe(true)
        }
        last = store.take(by('a', perMinuteAndHour))
      }
      expect(last.allowed).toBe(false)
      const waitMs = last.retryAfterMs
      clock.move(waitMs - 1)
      expect(store.take(by('a', perMinuteAndHour)).allowed).toBe(false)
      clock.move(1)
      expect(store.take(by('a', perMinuteAndHour)).allowed).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('each window says when it grows: more remains then, and not before', () => {
  const clock = handClock()
  const store = createMemoryStore({ clock })
  const policy = single(4)
  const look: Policy = { ...single(1, 86_400_000), name: 'look' }
  store.take(by('a', look))
  for (const pauseMs of [0, 100, 61_000, 5_000, 5_000]) {
    clock.move(pauseMs)
    store.take(by('a', policy))
    // Denied by `look`, so it shows the state and charges nothing.
    const states = () => store.take([...by('a', policy), ...by('a', look)]).states[0]
    const { remaining: now = 0, resetMs = 0 } = states() ?? {}
    clock.move(resetMs - 1)
    expect(states()?.remaining).toBe(now)
    clock.move(1)
    expect(states()?.remaining).toBeGreaterThan(now)
  }
})

test('the memory is bounded', () => {
  const store = createMemoryStore({ clock: handClock(), maxSubjects: 500 })
  for (let index = 0; index < 5_000; index++) store.take(by(`subject-${index}`, single(10)))
  expect(store.size()).toBe(500)
})

test('what no longer counts is forgotten while newcomers arrive, long before the store is full', () => {
  const clock = handClock()
  const store = createMemoryStore({ clock })
  for (let index = 0; index < 2_000; index++) store.take(by(`early-${index}`, single(10)))
  clock.move(3_600_000)
  for (let index = 0; index < 1_500; index++) store.take(by(`late-${index}`, single(10)))
  expect(store.size()).toBeLessThanOrEqual(1_500)
})

test('a flood of newcomers can not push out a subject that is at its limit', () => {
  const clock = handClock()
  const store = createMemoryStore({ clock, maxSubjects: 100 })
  const policy = single(3)
  const blocked = ['x', 'y', 'z']
  for (const subject of blocked) {
    for (let call = 0; call < 3; call++) store.take(by(subject, policy))
  }
  for (let index = 0; index < 10_000; index++) store.take(by(`flood-${index}`, policy))
  for (const subject of blocked) expect(store.take(by(subject, policy)).allowed).toBe(false)
  expect(store.size()).toBe(100)
})

test('subjects that are near their limit outlive those that are not', () => {
  const store = createMemoryStore({ clock: handClock(), maxSubjects: 10 })
  const policy = single(20)
  for (let call = 0; call < 15; call++) store.take(by('busy', policy))
  for (let index = 0; index < 1_000; index++) store.take(by(`flood-${index}`, policy))
  expect(remaining(store.take(by('busy', policy)))).toEqual([4])
})

test('when all remembered subjects are at their limits, newcomers share one more', () => {
  const clock = handClock()
  const store = createMemoryStore({ clock, maxSubjects: 4 })
  const policy = single(3)
  for (const subject of ['a', 'b', 'c', 'd']) {
    for (let call = 0; call < 3; call++) store.take(by(subject, policy))
  }
  const newcomers = ['e', 'f', 'g', 'h', 'i'].map((subject) => store.take(by(subject, policy)))
  expect(newcomers.map((decision) => decision.allowed)).toEqual([true, true, true, false, false])
  expect(store.size()).toBe(4)
  for (const subject of ['a', 'b', 'c', 'd']) {
    expect(store.take(by(subject, policy)).allowed).toBe(false)
  }
  clock.move(120_000)
  expect(remaining(store.take(by('e', policy)))).toEqual([2])
})

test('a call that brings several newcomers to a full store loses none of their hits', () => {
  const store = createMemoryStore({ clock: handClock(), maxSubjects: 2 })
  const first: Policy = { ...single(5), name: 'first' }
  const second: Policy = { ...single(5), name: 'second' }
  for (let index = 0; index < 10; index++) store.take(by(`other-${index}`, first))
  expect(remaining(store.take(by('a', first, second)))).toEqual([4, 4])
  expect(remaining(store.take(by('a', first, second)))).toEqual([3, 3])
  expect(store.size()).toBe(2)
})

test('a newcomer never takes the room of a subject of its own call', () => {
  const store = createMemoryStore({ clock: handClock(), maxSubjects: 1 })
  const first: Policy = { ...single(5), name: 'first' }
  const second: Policy = { ...single(5), name: 'second' }
  store.take(by('a', first))
  store.take(by('a', first, second))
  expect(remaining(store.take(by('a', first)))).toEqual([2])
})

test('a denied newcomer takes no room', () => {
  const store = createMemoryStore({ clock: handClock() })
  const full: Policy = { ...single(1), name: 'full' }
  store.take(by('house', full))
  for (let index = 0; index < 100; index++) {
    store.take([...by('house', full), ...by(`guest-${index}`, single(5))])
  }
  expect(store.size()).toBe(1)
})

test('a lowered limit counts what is already there and raises nobody above it', () => {
  const store = createMemoryStore({ clock: handClock() })
  for (let call = 0; call < 8; call++) store.take(by('a', single(10)))
  const lowered = store.take(by('a', single(4)))
  expect(lowered).toMatchObject({ allowed: false, states: [{ remaining: 0, limit: 4 }] })
  expect(lowered.retryAfterMs).toBeGreaterThan(60_000)
})

test('a take of two windows stays in the range of a microsecond', () => {
  const store = createMemoryStore({ clock: systemClock })
  const { api } = scalePolicies(defaultPolicies, 1_000_000)
  const rounds = Array.from({ length: 7 }, () => {
    const startedMs = performance.now()
    for (let call = 0; call < 20_000; call++) {
      store.take([{ policy: api, subject: `10.0.${call % 8}.${call % 250}` }])
    }
    return (performance.now() - startedMs) / 20
  })
  // About 0.35 µs on a quiet core; the bound leaves room for a busy one.
  expect(Math.min(...rounds)).toBeLessThan(2)
})
