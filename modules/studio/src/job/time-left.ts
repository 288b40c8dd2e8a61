interface Sample {
  readonly atMs: number
  readonly whole: number
}

const shortestMs = 2_000
const smallestPart = 0.02
const recentMs = 30_000

/**
 * How long it will still take. As fast as it was so far, or as it was in the last half minute:
 * whichever was slower, so that steps that were there already promise nothing for the others.
 */
export class TimeLeft {
  readonly #begin: Sample
  #samples: readonly Sample[] = []

  constructor(atMs: number) {
    this.#begin = { atMs, whole: 0 }
  }

  /** In whole seconds; null while too little is known. */
  at(atMs: number, whole: number): number | null {
    const now = { atMs, whole }
    const recent = this.#recentTo(now)
    const speed = Math.min(speedOf(this.#begin, now), recent ? speedOf(recent, now) : Infinity)
    if (atMs - this.#begin.atMs < shortestMs || whole < smallestPart || speed <= 0) return null
    return Math.max(1, Math.round((1 - whole) / speed / 1_000)) * 1_000
  }

  /** The oldest sample of the last half minute, when it is old enough to say something. */
  #recentTo(now: Sample): Sample | undefined {
    const last = this.#samples.at(-1)
    if (!last || now.atMs - last.atMs >= 500) this.#samples = [...this.#samples, now]
    this.#samples = this.#samples.filter(({ atMs }) => now.atMs - atMs <= recentMs)
    const [oldest] = this.#samples
    return oldest && now.atMs - oldest.atMs >= shortestMs ? oldest : undefined
  }
}

/** Of the whole, in a millisecond. */
function speedOf(from: Sample, to: Sample): number {
  return (to.whole - from.whole) / Math.max(1, to.atMs - from.atMs)
}
