import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { OverloadOptions } from './options.ts'

/** Whether one more request is too many. */
export type IsOverloaded = (inFlight: number, nowMs: number) => boolean

const defaultMaxInFlight = 2_000
const defaultMaxDelayMs = 500
const sampleEveryMs = 250

/** The delay is looked at four times a second at most, and only while requests come. */
export function watchOverload(options: OverloadOptions): IsOverloaded {
  const { maxInFlight = defaultMaxInFlight, maxEventLoopDelayMs = defaultMaxDelayMs } = options
  const readDelayMs = options.eventLoopDelayMs ?? measureEventLoopDelay()
  let sampledAtMs = Number.NEGATIVE_INFINITY
  let isLate = false
  return (inFlight, nowMs) => {
    if (nowMs - sampledAtMs >= sampleEveryMs) {
      sampledAtMs = nowMs
      isLate = readDelayMs() > maxEventLoopDelayMs
    }
    return isLate || inFlight > maxInFlight
  }
}

const resolutionMs = 10

/** The histogram is never reset, and its timer does not keep the process alive. */
function measureEventLoopDelay(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  return meanDelayOf(histogram)
}

/**
 * The mean lateness since the last call; as before while fewer than two timers came. One that is
 * late is a pause that is over (a collection of garbage, a machine that had others to serve): the
 * requests that waited for its end are not too many. A loop that is blocked again and again is seen
 * with the second. Resetting the histogram would forget the tick after the reset, which there is the
 * only one.
 */
export function meanDelayOf(ticks: {
  readonly count: number
  readonly mean: number
}): () => number {
  let countBefore = 0
  let sumBeforeMs = 0
  let delayMs = 0
  return () => {
    const { count, mean } = ticks
    if (count - countBefore < 2) return delayMs
    const sumMs = (mean / 1e6) * count
    delayMs = Math.max(0, (sumMs - sumBeforeMs) / (count - countBefore) - resolutionMs)
    countBefore = count
    sumBeforeMs = sumMs
    return delayMs
  }
}
