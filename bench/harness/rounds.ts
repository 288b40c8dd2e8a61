/** What a contestant reached in each round, in order. */
export type Results<Measurement, Name = string> = ReadonlyMap<Name, readonly Measurement[]>

/**
 * Lets contestants take turns: each measures once per round and the first of a round changes,
 * so that a machine that grows slower for a while slows them all.
 */
export async function interleave<Measurement, Name extends string>(options: {
  readonly contestants: readonly Name[]
  readonly rounds: number
  readonly measure: (contestant: Name) => Promise<Measurement>
  readonly onProgress?: (round: number, contestant: Name) => void
}): Promise<Results<Measurement, Name>> {
  const { contestants, rounds, measure, onProgress } = options
  const results = new Map<Name, Measurement[]>(contestants.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const first = round % contestants.length
    for (const name of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      onProgress?.(round, name)
      results.get(name)?.push(await measure(name))
    }
  }
  return results
}

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? Number.NaN
  return {
    median: (lower + upper) / 2,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  }
}

/** How many times as much ours reached as theirs: the median of the rounds' own ratios. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Spread {
  return spreadOf(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))
}
