import { SeriesTable } from './series.ts'
import type { LabelValues, Sample, SeriesLimits } from './series.ts'

export type { LabelValues, Sample } from './series.ts'

/** Only grows. A negative or unreal amount is ignored: a measurement never throws. */
export interface Counter<Label extends string = never> {
  inc(labels?: LabelValues<Label>, amount?: number): void
  /** Looks the series up once; the result is as cheap as an addition. */
  bind(labels: LabelValues<Label>): BoundCounter
}
export interface BoundCounter {
  inc(amount?: number): void
}

export interface Gauge<Label extends string = never> {
  set(labels: LabelValues<Label>, value: number): void
  bind(labels: LabelValues<Label>): BoundGauge
  /**
   * Reads the gauge at each `render()` instead of keeping values. `read` returns at once with
   * what is known; when it throws, the gauge shows nothing this time.
   */
  collect(read: () => number | readonly GaugeReading<Label>[]): void
}
export interface GaugeReading<Label extends string> {
  readonly labels: LabelValues<Label>
  readonly value: number
}
export interface BoundGauge {
  set(value: number): void
}

export interface Histogram<Label extends string = never> {
  observe(labels: LabelValues<Label>, value: number): void
  bind(labels: LabelValues<Label>): BoundHistogram
}
export interface BoundHistogram {
  observe(value: number): void
}

/** What the registry needs of an instrument. */
export interface Instrument {
  samples(): readonly Sample[]
}

export interface SeriesOptions extends SeriesLimits {
  readonly labels: readonly string[]
}

export function createCounter<Label extends string>(
  options: SeriesOptions,
): Counter<Label> & Instrument {
  const table = new SeriesTable(options.labels, options, () => ({ value: 0 }))
  return {
    inc: (labels, amount = 1) => add(table.take(labels ?? {}), amount),
    bind(labels) {
      const state = table.place(labels)
      if (!state) return { inc: options.onOverflow }
      return { inc: (amount = 1) => add(state, amount) }
    },
    samples: () => table.samples(({ labels, state }) => [{ labels, value: state.value }]),
  }
}

function add(state: { value: number } | undefined, amount: number): void {
  if (state && amount > 0 && amount < Infinity) state.value += amount
}

export function createGauge<Label extends string>(
  options: SeriesOptions,
): Gauge<Label> & Instrument {
  const table = new SeriesTable(options.labels, options, () => ({ value: 0 }))
  let read: (() => number | readonly GaugeReading<Label>[]) | undefined
  const refresh = (): void => {
    if (!read) return
    table.clear()
    const readings = readOrNothing(read)
    if (typeof readings === 'number') return set(table.take({}), readings)
    for (const { labels, value } of readings) set(table.take(labels), value)
  }
  return {
    set: (labels, value) => set(table.take(labels), value),
    bind(labels) {
      const state = table.place(labels)
      return state ? { set: (value) => set(state, value) } : { set: options.onOverflow }
    },
    collect(next) {
      read = next
    },
    samples() {
      refresh()
      return table.samples(({ labels, state }) => [{ labels, value: state.value }])
    },
  }
}

function set(state: { value: number } | undefined, value: number): void {
  if (state) state.value = value
}

function readOrNothing<Reading>(read: () => number | readonly Reading[]) {
  try {
    return read()
  } catch {
    return [] // one broken reader must not hide all other metrics
  }
}

interface Distribution {
  /** One more than there are bounds: the last one holds what is above all of them. */
  readonly counts: number[]
  sum: number
}

export function createHistogram<Label extends string>(
  options: SeriesOptions & { readonly name: string; readonly buckets: readonly number[] },
): Histogram<Label> & Instrument {
  const { buckets: bounds, name } = options
  const table = new SeriesTable<Distribution>(options.labels, options, () => ({
    counts: Array.from({ length: bounds.length + 1 }, () => 0),
    sum: 0,
  }))
  const add = (state: Distribution | undefined, value: number): void => {
    if (!state || !Number.isFinite(value)) return
    let at = 0
    while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1
    state.counts[at] = (state.counts[at] ?? 0) + 1
    state.sum += value
  }
  return {
    observe: (labels, value) => add(table.take(labels), value),
    bind(labels) {
      const state = table.place(labels)
      return state ? { observe: (value) => add(state, value) } : { observe: options.onOverflow }
    },
    samples: () =>
      table.samples(({ labels, state }) => distributionSamples({ name, bounds, labels }, state)),
  }
}

function distributionSamples(
  shape: { name: string; bounds: readonly number[]; labels: Readonly<Record<string, string>> },
  state: Distribution,
): Sample[] {
  const { name, bounds, labels } = shape
  let total = 0
  const buckets = state.counts.map((count, at) => {
    total += count
    const le = at < bounds.length ? String(bounds[at]) : '+Inf'
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: total }
  })
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: state.sum },
    { metricName: `${name}_count`, labels, value: total },
  ]
}
