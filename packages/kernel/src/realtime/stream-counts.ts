import type { Metrics } from '../metrics/metrics.ts'
import type { DropReason } from './connection.ts'

export interface StreamCounts {
  dropped(reason: DropReason): void
}

/** How many follow, and how many were cut because they did not read. */
export function countStreams(metrics: Metrics, open: () => number): StreamCounts {
  metrics
    .gauge({ name: 'live_streams_open', help: 'Streams of live events that are open.' })
    .collect(open)
  const dropped = metrics.counter<'reason'>({
    name: 'live_streams_dropped_total',
    help: 'Streams of live events that were cut because their client did not read.',
    labels: ['reason'],
  })
  return { dropped: (reason) => dropped.inc({ reason }) }
}
