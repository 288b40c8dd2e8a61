import type { Metric, Registry } from 'prom-client'
import type { Instrument } from './instruments.ts'

interface Definition {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[] | undefined
  readonly buckets?: readonly number[] | undefined
}

interface InstrumentTable {
  /** The instrument of that name, made by `create` when it is new. */
  take<Made extends Instrument>(kind: Kind, definition: Definition, create: () => Made): Made
}

type Kind = 'counter' | 'gauge' | 'histogram'

const namePattern = /^[a-zA-Z_][a-zA-Z0-9_]*$/

/** Remembers instruments by name and shows each to the registry that prints them. */
export function createInstrumentTable(registry: Registry): InstrumentTable {
  const known = new Map<string, { readonly shape: string; readonly made: Instrument }>()
  return {
    take<Made extends Instrument>(kind: Kind, definition: Definition, create: () => Made): Made {
      const shape = shapeOf(kind, definition)
      const existing = known.get(definition.name)
      if (existing) return sameShape<Made>(existing, shape, definition.name)
      checkDefinition(definition)
      const made = create()
      registry.registerMetric(asRegistryMetric(kind, definition, made))
      known.set(definition.name, { shape, made })
      return made
    },
  }
}

function shapeOf(kind: Kind, { labels, buckets }: Definition): string {
  return JSON.stringify([kind, labels ?? [], buckets ?? []])
}

// The shape begins with the kind, and a kind is always made by the same function.
function sameShape<Made extends Instrument>(
  existing: { readonly shape: string; readonly made: Instrument },
  shape: string,
  name: string,
): Made {
  if (existing.shape === shape) return existing.made as Made
  throw new Error(`The metric ${name} exists with another kind, other labels or other buckets`)
}

function checkDefinition({ name, labels = [], buckets = [] }: Definition): void {
  const badName = [name, ...labels].find((word) => !namePattern.test(word) || word === 'le')
  if (badName !== undefined) throw new Error(`Not a metric or label name: ${badName}`)
  if (buckets.some((bound, at) => !(bound > (buckets[at - 1] ?? -Infinity)))) {
    throw new Error(`The buckets of ${name} must rise`)
  }
}

// The registry prints whatever has a name and a `get`; the type wants one of its own classes.
function asRegistryMetric(kind: Kind, { name, help }: Definition, made: Instrument): Metric {
  const metric = {
    name,
    get: async () => ({ name, help, type: kind, aggregator: 'sum', values: made.samples() }),
    reset: () => {},
  }
  return metric as unknown as Metric
}
