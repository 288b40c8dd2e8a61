import { performance } from 'node:perf_hooks'
import type { Gauge } from './instruments.ts'

/**
 * Sets the gauge, at each reading, to the share of time since the last reading in which the
 * event loop was busy: 0 idle, 1 saturated.
 */
export function reportEventLoopUse(gauge: Gauge): void {
  let last = performance.eventLoopUtilization()
  gauge.collect(() => {
    const current = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(current, last)
    last = current
    return utilization
  })
}
