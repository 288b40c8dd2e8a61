import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  advance,
  charge,
  freeHits,
  unusedCounter,
  waitForHits,
  type Counter,
  type Span,
} from './sliding-window.ts'

/** Decides like a store of one subject and one window. Returns when the passed calls came. */
function passedAt(span: Span, arrivals: readonly number[]): number[] {
  let counter = unusedCounter
  return arrivals.filter((nowMs) => {
    counter = advance(counter, span.periodMs, nowMs)
    if (freeHits(counter, span, nowMs) < 1) return false
    counter = charge(counter, nowMs)
    return true
  })
}

/** The broken twin: windows of the wall clock that forget everything at their end. */
function passedAtFixedWindows(span: Span, arrivals: readonly number[]): number[] {
  const counts = new Map<number, number>()
  return arrivals.filter((nowMs) => {
    const window = Math.floor(nowMs / span.periodMs)
    const count = counts.get(window) ?? 0
    counts.set(window, Math.min(count + 1, span.limit))
    return count < span.limit
  })
}

/** The most hits that any `lengthMs` in a row saw: the exact log. */
function mostWithin(hits: readonly number[], lengthMs: number): number {
  let most = 0
  let first = 0
  hits.forEach((hitMs, index) => {
    while ((hits[first] ?? hitMs) <= hitMs - lengthMs) first++
    most = Math.max(most, index - first + 1)
  })
  return most
}

/** The README's promise for any `lengthMs` up to one period. */
function promisedWithin(span: Span, lengthMs: number): number {
  return span.limit - 1 + Math.ceil((span.limit * lengthMs) / span.periodMs)
}

const anySpan = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  periodMs: fc.integer({ min: 12, max: 400 }),
})

/** Arrivals with bursts, steady stretches and long pauses. */
const anyArrivals = fc
  .array(
    fc.oneof(
      fc.record({ gap: fc.constant(0), times: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ gap: fc.integer({ min: 1, max: 40 }), times: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ gap: fc.integer({ min: 1, max: 900 }), times: fc.constant(1) }),
    ),
    { maxLength: 40 },
  )
  .map((stretches) => {
    let nowMs = 1_000
    return stretches.flatMap(({ gap, times }) =>
      Array.from({ length: times }, () => (nowMs += gap)),
    )
  })

/** The worst caller: one hit opens the window, the rest of the limit comes at its very end. */
function burstAtTheEnd({ limit, periodMs }: Span): number[] {
  const burst = Array.from({ length: limit }, () => periodMs - 1)
  const after = Array.from({ length: periodMs }, (_, offset) => periodMs + offset)
  return [0, ...burst, ...after.flatMap((atMs) => [atMs, atMs])]
}

test('no stretch of time sees more than the promised number of hits', () => {
  fc.assert(
    fc.property(
      anySpan,
      fc.oneof(anyArrivals, fc.constant(undefined)),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (span, arrivals, share) => {
        const lengthMs = Math.max(1, Math.round(span.periodMs * share))
        const hits = passedAt(span, arrivals ?? burstAtTheEnd(span))
        expect(mostWithin(hits, lengthMs)).toBeLessThanOrEqual(promisedWithin(span, lengthMs))
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a burst on each side of a boundary: one limit together, where fixed windows give two', () => {
  const span = { limit: 60, periodMs: 60_000 }
  const bursts = [
    0,
    ...Array.from({ length: 100 }, () => 59_999),
    ...Array.from({ length: 100 }, () => 60_000),
  ]
  expect(mostWithin(passedAt(span, bursts), 1_000)).toBe(60)
  const fixed = passedAtFixedWindows(span, bursts)
  expect(mostWithin(fixed, 1_000)).toBe(119)
  expect(119).toBeGreaterThan(promisedWithin(span, 1_000))
})

test('over any number of periods, windows do not overlap: at most the limit each, plus one', () => {
  fc.assert(
    fc.property(anySpan, anyArrivals, fc.integer({ min: 1, max: 6 }), (span, arrivals, periods) => {
      const hits = passedAt(span, arrivals)
      expect(mostWithin(hits, periods * span.periodMs)).toBeLessThanOrEqual(
        (periods + 1) * span.limit,
      )
    }),
  )
})

test('from a fresh start exactly the limit passes', () => {
  fc.assert(
    fc.property(anySpan, (span) => {
      const burst = Array.from({ length: span.limit * 3 }, () => 5_000)
      expect(passedAt(span, burst)).toHaveLength(span.limit)
    }),
  )
})

test('a caller who keeps to the pace is never denied', () => {
  const paced = fc.tuple(
    anySpan,
    fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 }),
  )
  fc.assert(
    fc.property(paced, ([span, pauses]) => {
      const paceMs = Math.ceil(span.periodMs / span.limit)
      let nowMs = 0
      // Mostly exactly the pace, now and then slower.
      const arrivals = pauses.map((pause) => (nowMs += paceMs + (pause > 250 ? pause : 0)))
      expect(passedAt(span, arrivals)).toEqual(arrivals)
    }),
    { numRuns: 2_000 },
  )
})

test('a caller who never stops gets the whole limit in every period', () => {
  fc.assert(
    fc.property(anySpan, (span) => {
      const arrivals = Array.from({ length: span.periodMs * 4 }, (_, atMs) => atMs)
      const hits = passedAt(span, arrivals)
      expect(hits.length).toBeGreaterThanOrEqual(3 * span.limit)
    }),
  )
})

/** A counter after some history, at the time of the last arrival. */
const anyMoment = fc.tuple(anySpan, anyArrivals).map(([span, arrivals]) => {
  let counter: Counter = unusedCounter
  const nowMs = arrivals.at(-1) ?? 0
  for (const atMs of arrivals) {
    counter = advance(counter, span.periodMs, atMs)
    if (freeHits(counter, span, atMs) >= 1) counter = charge(counter, atMs)
  }
  return { span, counter, nowMs }
})

function freeLater(span: Span, counter: Counter, nowMs: number): number {
  return freeHits(advance(counter, span.periodMs, nowMs), span, nowMs)
}

test('the wait is exact: enough hits are free then, and not one millisecond before', () => {
  fc.assert(
    fc.property(anyMoment, fc.nat(), ({ span, counter, nowMs }, seed) => {
      const wanted = 1 + (seed % span.limit)
      const waitMs = waitForHits(counter, span, { nowMs, wanted })
      expect(freeLater(span, counter, nowMs + waitMs)).toBeGreaterThanOrEqual(wanted)
      if (waitMs > 0) {
        expect(freeLater(span, counter, nowMs + waitMs - 1)).toBeLessThan(wanted)
      }
    }),
    { numRuns: 3_000 },
  )
})

test('waiting never takes hits away', () => {
  fc.assert(
    fc.property(
      anyMoment,
      fc.array(fc.nat({ max: 100 }), { maxLength: 20 }),
      ({ span, counter, nowMs }, steps) => {
        let free = freeLater(span, counter, nowMs)
        let atMs = nowMs
        for (const step of steps) {
          atMs += step
          const later = freeLater(span, counter, atMs)
          expect(later).toBeGreaterThanOrEqual(free)
          free = later
        }
      },
    ),
  )
})

test('a clock that steps back forgives no hit and makes nobody wait longer than usual', () => {
  fc.assert(
    fc.property(
      anyMoment,
      fc.integer({ min: 1, max: 10_000_000 }),
      ({ span, counter, nowMs }, backMs) => {
        const before = freeLater(span, counter, nowMs)
        const back = advance(counter, span.periodMs, nowMs - backMs)
        const after = freeHits(back, span, nowMs - backMs)
        expect(after).toBeLessThanOrEqual(before)
        const waitMs = waitForHits(back, span, { nowMs: nowMs - backMs, wanted: span.limit })
        expect(waitMs).toBeLessThanOrEqual(2 * span.periodMs)
      },
    ),
  )
})

test('every number stays a whole one below 2^53 for the largest window that is allowed', () => {
  const span = { limit: 1_000_000, periodMs: 31 * 86_400_000 }
  let counter = unusedCounter
  for (const atMs of [1_800_000_000_000, 1_800_000_000_000 + span.periodMs]) {
    counter = advance({ ...counter, count: span.limit, startMs: atMs }, span.periodMs, atMs)
    const waitMs = waitForHits(counter, span, { nowMs: atMs, wanted: 1 })
    expect(Object.values(counter).every(Number.isSafeInteger)).toBe(true)
    expect(Number.isSafeInteger(waitMs)).toBe(true)
  }
})
