/** Numbers that look random and are the same for the same seeds, on every machine and version. */
export interface Random {
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  shuffled<T>(items: readonly T[]): T[]
}

/**
 * sfc32 of PractRand (https://pracrand.sourceforge.net/), its state filled by splitmix32. Whole
 * numbers of 32 bits alone, so that no machine rounds them differently. Never for secrets.
 */
export function createRandom(...seeds: readonly number[]): Random {
  const next = sfc32(mixed(seeds))
  for (let warm = 0; warm < 12; warm += 1) next()

  function below(count: number): number {
    return Math.floor((next() / 2 ** 32) * count)
  }
  return {
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    shuffled: (items) => shuffled(items, below),
  }
}

/** Each order is as likely as any other. */
function shuffled<T>(items: readonly T[], below: (count: number) => number): T[] {
  const left = [...items]
  const taken: T[] = []
  while (left.length > 0) taken.push(...left.splice(below(left.length), 1))
  return taken
}

type State = readonly [number, number, number, number]

/** Every seed changes the whole state. */
function mixed(seeds: readonly number[]): State {
  let state = 0x9e3779b9
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    let mix = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mix = Math.imul(mix ^ (mix >>> 15), 0x735a2d97)
    return (mix ^ (mix >>> 15)) >>> 0
  }
  for (const seed of seeds) state = next() ^ seed
  return [next(), next(), next(), next()]
}

function sfc32(from: State): () => number {
  let [a, b, c, counter] = from
  return () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
}
