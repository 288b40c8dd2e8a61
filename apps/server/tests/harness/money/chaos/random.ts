/** Chances that a seed decides: the same seed, the same sequence. */
export interface Random {
  /** From 0, below 1. */
  next(): number
  /** One of them, each as likely. Throws for none. */
  pick<T>(from: readonly T[]): T
  chance(share: number): boolean
}

/** Mulberry32: small, quick and even enough for a choice of what to do next. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    pick(from) {
      const one = from[Math.floor(next() * from.length)]
      if (one === undefined) throw new Error('there is nothing to pick from')
      return one
    },
    chance: (share) => next() < share,
  }
}
