export type LabelValues<Label extends string> = Readonly<Record<Label, string | number | boolean>>

/** One line of the text format, in the shape that prom-client's registry prints. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  /** When it differs from the metric's name: `…_bucket`, `…_sum`, `…_count`. */
  readonly metricName?: string
}

export interface SeriesLimits {
  readonly maxSeries: number
  /** Called for each measurement that found no place. */
  readonly onOverflow: () => void
}

interface Series<State> {
  readonly labels: Readonly<Record<string, string>>
  readonly state: State
}

const maxValueLength = 200
const separator = '\u0000'

/** The label combinations of one metric, each with its own state; never more than `maxSeries`. */
export class SeriesTable<State> {
  readonly #labels: readonly string[]
  readonly #limits: SeriesLimits
  readonly #create: () => State
  readonly #series = new Map<string, Series<State>>()

  constructor(labels: readonly string[], limits: SeriesLimits, create: () => State) {
    this.#labels = labels
    this.#limits = limits
    this.#create = create
    if (labels.length === 0) this.take({})
  }

  /** The state of one combination, for one measurement; counted when there is no room for it. */
  take(values: Readonly<Record<string, unknown>>): State | undefined {
    const state = this.place(values)
    if (state === undefined) this.#limits.onOverflow()
    return state
  }

  /** The state of one combination; undefined when there is no room for a new one. */
  place(values: Readonly<Record<string, unknown>>): State | undefined {
    const key = this.#key(values)
    const known = this.#series.get(key)
    if (known) return known.state
    if (this.#series.size >= this.#limits.maxSeries) return undefined
    const state = this.#create()
    this.#series.set(key, { labels: this.#labelsOf(key), state })
    return state
  }

  clear(): void {
    this.#series.clear()
  }

  samples(toSamples: (series: Series<State>) => readonly Sample[]): Sample[] {
    return [...this.#series.values()].flatMap((series) => toSamples(series))
  }

  // Values hold no control character, so the separator can not be forged.
  #key(values: Readonly<Record<string, unknown>>): string {
    let key = ''
    for (const label of this.#labels) key += cleanValue(values[label]) + separator
    return key
  }

  #labelsOf(key: string): Record<string, string> {
    const values = key.split(separator)
    return Object.fromEntries(this.#labels.map((label, at) => [label, values[at] ?? '']))
  }
}

function cleanValue(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value ?? '')
  const short = text.length > maxValueLength ? text.slice(0, maxValueLength) : text
  return /[\u0000-\u001f\u007f]/.test(short) ? short.replace(/[\u0000-\u001f\u007f]/g, '?') : short
}
