import { collectDefaultMetrics, Registry } from 'prom-client'
import { reportEventLoopUse } from './event-loop-use.ts'
import { createCounter, createGauge, createHistogram } from './instruments.ts'
import { createInstrumentTable } from './instrument-table.ts'
import type { Counter, Gauge, Histogram } from './instruments.ts'

export type { BoundCounter, BoundGauge, BoundHistogram, GaugeReading } from './instruments.ts'
export type { Counter, Gauge, Histogram, LabelValues } from './instruments.ts'

/** The numbers of one process, for Prometheus. No measurement ever throws. */
export interface Metrics {
  /**
   * Asking again with the same name, kind, labels and buckets returns the same instrument, so
   * two users of one capability can share it; with others it throws, which shows at start.
   */
  counter<Label extends string = never>(options: InstrumentOptions<Label>): Counter<Label>
  gauge<Label extends string = never>(options: InstrumentOptions<Label>): Gauge<Label>
  histogram<Label extends string = never>(options: HistogramOptions<Label>): Histogram<Label>
  /** The body of `GET /metrics` in the Prometheus text format, and its content type. */
  render(): Promise<{ contentType: string; body: string }>
}

export interface InstrumentOptions<Label extends string = string> {
  readonly name: string
  readonly help: string
  readonly labels?: readonly Label[] | undefined
  /** How many label combinations are kept; measurements of others only count as overflow. */
  readonly maxSeries?: number | undefined
}

export interface HistogramOptions<Label extends string = string> extends InstrumentOptions<Label> {
  /** Upper bounds, rising. Default: `durationBuckets`. */
  readonly buckets?: readonly number[] | undefined
}

/** For durations in seconds, from 1 ms to 10 s. */
export const durationBuckets: readonly number[] = [
  0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]

/**
 * Creates an empty registry of its own: two of them in one process never meet.
 * `processMetrics` adds memory, CPU, garbage collection and the event loop. `maxSeries`
 * (default 1,000) is the cap of each metric that names none.
 */
export function createMetrics(
  options: { readonly processMetrics?: boolean; readonly maxSeries?: number } = {},
): Metrics {
  const registry = new Registry()
  const table = createInstrumentTable(registry)
  const overflow = table.take('counter', overflowDefinition, () =>
    createCounter<'metric'>({ ...overflowDefinition, maxSeries: 10_000, onOverflow: () => {} }),
  )
  const complete = <O extends InstrumentOptions>(o: O) => ({
    ...o,
    labels: o.labels ?? [],
    maxSeries: o.maxSeries ?? options.maxSeries ?? 1_000,
    onOverflow: () => overflow.inc({ metric: o.name }),
  })
  const metrics: Metrics = {
    counter: (o) => table.take('counter', o, () => createCounter(complete(o))),
    gauge: (o) => table.take('gauge', o, () => createGauge(complete(o))),
    histogram(o) {
      const buckets = o.buckets ?? durationBuckets
      const create = () => createHistogram({ ...complete(o), buckets })
      return table.take('histogram', { ...o, buckets }, create)
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
  }
  if (options.processMetrics) addProcessMetrics(registry, metrics)
  return metrics
}

const overflowDefinition = {
  name: 'metrics_series_overflow_total',
  help: 'Measurements dropped because their metric had no room for another label combination.',
  labels: ['metric'],
} as const

function addProcessMetrics(registry: Registry, metrics: Metrics): void {
  collectDefaultMetrics({ register: registry })
  // It shows VmData of Linux, address space that is mostly not in use, and calls it the heap;
  // `nodejs_heap_size_used_bytes` is the heap, `process_resident_memory_bytes` what is in use.
  registry.removeSingleMetric('process_heap_bytes')
  reportEventLoopUse(
    metrics.gauge({
      name: 'nodejs_eventloop_utilization_ratio',
      help: 'Share of the time since the last reading in which the event loop was busy.',
    }),
  )
}
