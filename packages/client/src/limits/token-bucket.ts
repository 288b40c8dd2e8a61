import type { LimitWindow } from './default-limits.ts'

/**
 * A bucket of `limit` tokens. They come back as the service gives them back: all at once would
 * let twice the limit pass around the end of a period, so what was taken in the last period
 * keeps counting, less and less, through the next one.
 */
export interface Bucket {
  /** When the running period began: with its first token. Means nothing while `taken` is 0. */
  readonly startMs: number
  readonly taken: number
  readonly previousStartMs: number
  readonly previousTaken: number
}

export const fullBucket: Bucket = { startMs: 0, taken: 0, previousStartMs: 0, previousTaken: 0 }

/** The bucket as it stands at `nowMs`. A clock that stepped back forgives nothing. */
export function refill(bucket: Bucket, { periodMs }: LimitWindow, nowMs: number): Bucket {
  const { startMs, taken, previousStartMs, previousTaken } = bucket
  const knownMs = taken > 0 ? startMs : previousTaken > 0 ? previousStartMs + periodMs : nowMs
  const aheadMs = Math.max(0, knownMs - nowMs)
  if (taken > 0 && nowMs >= startMs + periodMs) {
    return { startMs: 0, taken: 0, previousStartMs: startMs, previousTaken: taken }
  }
  return {
    startMs: startMs - aheadMs,
    taken,
    previousStartMs: previousStartMs - aheadMs,
    previousTaken,
  }
}

/** The bucket with one token less. It has been refilled to `nowMs`. */
export function takeToken(bucket: Bucket, nowMs: number): Bucket {
  return {
    ...bucket,
    startMs: bucket.taken === 0 ? nowMs : bucket.startMs,
    taken: bucket.taken + 1,
  }
}

/** How many tokens there are. Less than none when the limit was lowered meanwhile. */
export function tokensIn(bucket: Bucket, { limit, periodMs }: LimitWindow, nowMs: number): number {
  const overlapMs = bucket.previousStartMs + 2 * periodMs - 1 - nowMs
  const stillCounts = Math.floor((bucket.previousTaken * Math.max(0, overlapMs)) / periodMs)
  return limit - bucket.taken - stillCounts
}

/** How long until there is a token, when nobody takes one meanwhile; to the millisecond. */
export function waitForToken(bucket: Bucket, window: LimitWindow, nowMs: number): number {
  const { limit, periodMs } = window
  if (tokensIn(bucket, window, nowMs) > 0) return 0
  if (bucket.taken < limit) {
    const { previousStartMs, previousTaken } = bucket
    const tolerated = limit - bucket.taken - 1
    return (
      countsAtMost(tolerated, { startMs: previousStartMs, taken: previousTaken }, periodMs) - nowMs
    )
  }
  const freeAtMs = countsAtMost(limit - 1, bucket, periodMs)
  return Math.max(bucket.startMs + periodMs, freeAtMs) - nowMs
}

/** When the tokens of a period that is over count no more than `tolerated`. */
function countsAtMost(
  tolerated: number,
  { startMs, taken }: Pick<Bucket, 'startMs' | 'taken'>,
  periodMs: number,
): number {
  return startMs + 2 * periodMs - 1 - Math.floor(((tolerated + 1) * periodMs - 1) / taken)
}
