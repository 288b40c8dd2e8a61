// The algorithm of a rate limit, without any store. Integer arithmetic on four fields, below
// 2^53, so that another language with double-precision numbers decides equally.

/** What a store keeps for one subject and one window. Times are whole milliseconds. */
export interface Counter {
  /** When the running window began: at its first hit. Means nothing while `count` is 0. */
  readonly startMs: number
  readonly count: number
  /** When the window before began. Means nothing while `previousCount` is 0. */
  readonly previousStartMs: number
  readonly previousCount: number
}

export interface Span {
  readonly limit: number
  readonly periodMs: number
}

export const unusedCounter: Counter = {
  startMs: 0,
  count: 0,
  previousStartMs: 0,
  previousCount: 0,
}

/**
 * The counter as it stands at `nowMs`: a window that is over becomes the previous one.
 * Nothing is charged; a store keeps the result also when it denies. When the clock stepped
 * back, the windows move with it: no hit is forgiven and nobody waits for the lost time.
 */
export function advance(counter: Counter, periodMs: number, nowMs: number): Counter {
  const steady = withoutFuture(counter, periodMs, nowMs)
  if (steady.count > 0 && nowMs >= steady.startMs + periodMs) {
    const { startMs, count } = steady
    return dropWeightless(
      { startMs: 0, count: 0, previousStartMs: startMs, previousCount: count },
      periodMs,
      nowMs,
    )
  }
  return dropWeightless(steady, periodMs, nowMs)
}

/** The counter after one more hit. `counter` has been advanced to `nowMs`. */
export function charge(counter: Counter, nowMs: number): Counter {
  const { startMs, count, previousStartMs, previousCount } = counter
  return {
    startMs: count === 0 ? nowMs : startMs,
    count: count + 1,
    previousStartMs,
    previousCount,
  }
}

/**
 * How many hits would pass now. Negative when the limit was lowered meanwhile.
 * It never shrinks by waiting. `counter` has been advanced to `nowMs`.
 */
export function freeHits(counter: Counter, span: Span, nowMs: number): number {
  return span.limit - counter.count - previousWeight(counter, span.periodMs, nowMs)
}

/**
 * How long until `wanted` hits are free when nothing else is charged; exact to the
 * millisecond. `wanted` is from 1 to the limit; `counter` has been advanced to `nowMs`.
 */
export function waitForHits(
  counter: Counter,
  span: Span,
  at: { readonly nowMs: number; readonly wanted: number },
): number {
  const { count, previousStartMs, previousCount, startMs } = counter
  const tolerated = span.limit - count - at.wanted
  if (tolerated >= 0) {
    const freeAtMs = weightFallsTo(tolerated, previousStartMs, previousCount, span.periodMs)
    return Math.max(0, freeAtMs - at.nowMs)
  }
  const freeAtMs = weightFallsTo(span.limit - at.wanted, startMs, count, span.periodMs)
  return Math.max(startMs + span.periodMs, freeAtMs) - at.nowMs
}

/** Whether the counter says nothing any more, so that a store may forget it. */
export function isUnused(counter: Counter): boolean {
  return counter.count === 0 && counter.previousCount === 0
}

/**
 * What the previous window still counts: its hits, taken as spread evenly over it, that are
 * younger than one period. Rounded down, so a caller who keeps to the pace is never denied.
 */
function previousWeight(counter: Counter, periodMs: number, nowMs: number): number {
  if (counter.previousCount === 0) return 0
  const overlapMs = counter.previousStartMs + 2 * periodMs - 1 - nowMs
  return overlapMs <= 0 ? 0 : Math.floor((counter.previousCount * overlapMs) / periodMs)
}

/** When the weight of a window of `count` hits has fallen to `weight`. */
// oxlint-disable-next-line max-params -- four numbers of one formula
function weightFallsTo(weight: number, startMs: number, count: number, periodMs: number): number {
  if (count === 0) return Number.NEGATIVE_INFINITY
  const endMs = startMs + 2 * periodMs - 1
  return endMs - Math.floor(((weight + 1) * periodMs - 1) / count)
}

function dropWeightless(counter: Counter, periodMs: number, nowMs: number): Counter {
  if (counter.previousCount === 0) return counter
  if (previousWeight(counter, periodMs, nowMs) > 0) return counter
  return { ...counter, previousStartMs: 0, previousCount: 0 }
}

function withoutFuture(counter: Counter, periodMs: number, nowMs: number): Counter {
  const beganMs = latestKnownMs(counter, periodMs)
  const aheadMs = beganMs - nowMs
  if (aheadMs <= 0) return counter
  return {
    ...counter,
    startMs: counter.startMs - aheadMs,
    previousStartMs: counter.previousStartMs - aheadMs,
  }
}

/** The latest instant that the counter proves to have passed. */
function latestKnownMs(counter: Counter, periodMs: number): number {
  if (counter.count > 0) return counter.startMs
  if (counter.previousCount > 0) return counter.previousStartMs + periodMs
  return Number.NEGATIVE_INFINITY
}
