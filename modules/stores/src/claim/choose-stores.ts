/** A store that somebody has to look at. */
export interface Candidate {
  readonly id: string
  readonly organisationId: string
  readonly engine: string
  /** Whether its provisioning begins with it, so that the caps count. */
  readonly begins: boolean
}

/** How many may be provisioned at once. */
export interface Caps {
  readonly organisation: number
  readonly engine: number
  readonly fleet: number
}

/** What is going on for one organisation with one engine. */
export interface Running {
  readonly organisationId: string
  readonly engine: string
  /** Held by somebody, for whatever. */
  readonly held: number
  readonly provisioned: number
}

/**
 * Which stores to take of those that wait, oldest first: each time the oldest of the organisation
 * that has the fewest, so that nobody starves beside one that asks for thousands.
 */
export function chooseStores(
  candidates: readonly Candidate[],
  { running, caps, free }: { running: readonly Running[]; caps: Caps; free: number },
): readonly Candidate[] {
  const load = new Load(running)
  const waiting = new Set(candidates)
  const chosen: Candidate[] = []
  while (chosen.length < free) {
    const next = fairest(waiting, load, caps)
    if (!next) break
    waiting.delete(next)
    load.add(next)
    chosen.push(next)
  }
  return chosen
}

function fairest(waiting: ReadonlySet<Candidate>, load: Load, caps: Caps): Candidate | undefined {
  let best: Candidate | undefined
  for (const candidate of waiting) {
    if (candidate.begins && !load.hasRoomFor(candidate, caps)) continue
    if (!best || load.heldBy(candidate) < load.heldBy(best)) best = candidate
  }
  return best
}

/** What each has, with what was chosen so far. */
class Load {
  readonly #held = new Map<string, number>()
  readonly #ofOrganisation = new Map<string, number>()
  readonly #ofEngine = new Map<string, number>()
  #fleet = 0

  constructor(running: readonly Running[]) {
    for (const { organisationId, engine, held, provisioned } of running) {
      addTo(this.#held, organisationId, held)
      this.#provision({ organisationId, engine }, provisioned)
    }
  }

  heldBy({ organisationId }: Candidate): number {
    return this.#held.get(organisationId) ?? 0
  }

  hasRoomFor({ organisationId, engine }: Candidate, caps: Caps): boolean {
    return (
      this.#fleet < caps.fleet &&
      (this.#ofOrganisation.get(organisationId) ?? 0) < caps.organisation &&
      (this.#ofEngine.get(engine) ?? 0) < caps.engine
    )
  }

  add(candidate: Candidate): void {
    addTo(this.#held, candidate.organisationId, 1)
    if (candidate.begins) this.#provision(candidate, 1)
  }

  #provision(of: { organisationId: string; engine: string }, count: number): void {
    this.#fleet += count
    addTo(this.#ofOrganisation, of.organisationId, count)
    addTo(this.#ofEngine, of.engine, count)
  }
}

function addTo(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
