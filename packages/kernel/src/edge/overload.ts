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

/** The mean lateness since the last call. The measuring timer does not keep the process alive. */
function measureEventLoopDelay(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  return () => {
    const meanMs = histogram.count === 0 ? 0 : histogram.mean / 1e6
    histogram.reset()
    return Math.max(0, meanMs - resolutionMs)
  }
}
