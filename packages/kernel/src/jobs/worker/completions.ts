import type { Pool } from 'pg'
import type { Claim } from './claim.ts'
import { completeOwned } from './fence.ts'

interface Waiting {
  readonly claim: Claim
  readonly resolve: (owned: boolean) => void
  readonly reject: (error: unknown) => void
}

/**
 * Completes jobs that ended without an effect, as many as there are in one statement: while one
 * is on its way the next ones gather.
 */
export class Completions {
  readonly #pool: Pool
  readonly #waiting = new Map<string, Waiting[]>()
  #flushing = false

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Resolves once it is committed; false when the job was not ours any more. */
  complete(claim: Claim): Promise<boolean> {
    const completed = new Promise<boolean>((resolve, reject) => {
      const waiting = this.#waiting.get(claim.name) ?? []
      waiting.push({ claim, resolve, reject })
      this.#waiting.set(claim.name, waiting)
    })
    void this.#flush()
    return completed
  }

  async #flush(): Promise<void> {
    if (this.#flushing) return
    this.#flushing = true
    // Handlers that end in this turn of the event loop come along.
    await new Promise((resolve) => setImmediate(resolve))
    for (const name of this.#names()) await this.#flushName(name)
    this.#flushing = false
  }

  /** Also those that come while one is flushed. */
  *#names(): Generator<string> {
    for (;;) {
      const [name] = this.#waiting.keys()
      if (name === undefined) return
      yield name
    }
  }

  async #flushName(name: string): Promise<void> {
    const batch = this.#waiting.get(name) ?? []
    this.#waiting.delete(name)
    try {
      const claims = batch.map(({ claim }) => claim)
      const owned = await completeOwned(this.#pool, name, claims)
      for (const { claim, resolve } of batch) resolve(owned.has(claim.jobId))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
