import { attemptJob, type AttemptParts, type RunningJobs } from './attempt-job.ts'
import { dueNames, takeJobs, type Claim } from './claim.ts'
import type { JobWork } from './job-work.ts'
import { Wake } from './wake.ts'

export interface ClaimerParts extends AttemptParts {
  readonly work: readonly JobWork[]
  readonly running: RunningJobs
  readonly concurrency: number
  readonly pollEveryMs: number
}

const failureRestMs = 500

/** So that some run while the next are taken. */
const mostAtOnce = 500

/** Takes jobs as long as there are some and there is room, and rests until it is woken. */
export class Claimer {
  readonly #parts: ClaimerParts
  readonly #work: ReadonlyMap<string, JobWork>
  readonly #wake: Wake
  /** The names that may have a job for us, in the order in which they are asked. */
  readonly #due = new Set<string>()
  readonly #attempts = new Map<string, Set<Promise<void>>>()
  /** Handlers of jobs with a limit of their own, until they have really ended. */
  readonly #limited = new Map<string, number>()
  readonly #perName: number
  #count = 0
  #stopping = false

  constructor(parts: ClaimerParts) {
    this.#parts = parts
    this.#work = new Map(parts.work.map((work) => [work.job.name, work]))
    this.#wake = new Wake(parts.clock)
    this.#perName = Math.max(1, Math.ceil(parts.concurrency * 0.75))
  }

  /** Something was added to that queue; without a name: perhaps to any. */
  wake(name?: string): void {
    for (const one of name === undefined ? this.#work.keys() : [name]) {
      if (this.#work.has(one)) this.#due.add(one)
    }
    this.#wake.ring()
  }

  stop(): void {
    this.#stopping = true
    this.#wake.ring()
  }

  /** Until it is stopped. What it took goes on by itself; see `untilEnded`. */
  async run(): Promise<void> {
    const { clock, pollEveryMs, log } = this.#parts
    let lookAtMs = 0
    while (!this.#stopping) {
      let restMs = pollEveryMs
      try {
        if (clock.monotonicMs() >= lookAtMs) {
          lookAtMs = clock.monotonicMs() + pollEveryMs
          await this.#look()
        }
        await this.#takeAll()
      } catch (error) {
        log.warn({ err: error }, 'Jobs could not be taken for now')
        restMs = failureRestMs
      }
      if (!this.#stopping) await this.#wake.rest(restMs)
    }
  }

  async untilEnded(): Promise<void> {
    while (this.#count > 0)
      await Promise.all([...this.#attempts.values()].flatMap((all) => [...all]))
  }

  async untilIdle(): Promise<void> {
    for (;;) {
      await this.untilEnded()
      const due = await dueNames(this.#parts.pool, [...this.#work.keys()])
      if (due.length === 0 && this.#count === 0) return
      this.wake()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async #look(): Promise<void> {
    for (const name of await dueNames(this.#parts.pool, [...this.#work.keys()])) this.#due.add(name)
  }

  /** Name by name, so that a long queue does not keep the others waiting. */
  async #takeAll(): Promise<void> {
    for (const name of this.#roomyNames()) {
      this.#due.delete(name)
      const work = this.#work.get(name)
      const room = this.#roomFor(name)
      if (!work || this.#stopping) return
      const claims = await takeJobs(this.#parts.boss, name, room)
      if (claims.length === room) this.#due.add(name)
      for (const claim of claims) this.#begin(work, claim)
    }
  }

  /** The next name that waits and has room, as long as there is one. */
  *#roomyNames(): Generator<string> {
    for (;;) {
      const name = [...this.#due].find((one) => this.#roomFor(one) > 0)
      if (name === undefined || this.#stopping) return
      yield name
    }
  }

  #roomFor(name: string): number {
    const own = this.#attempts.get(name)?.size ?? 0
    const atOnce = this.#work.get(name)?.job.atOnce ?? Infinity
    return Math.min(
      this.#parts.concurrency - this.#count,
      this.#perName - own,
      atOnce - (this.#limited.get(name) ?? 0),
      mostAtOnce,
    )
  }

  #begin(work: JobWork, claim: Claim): void {
    const { running } = this.#parts
    const own = this.#attempts.get(claim.name) ?? new Set()
    this.#attempts.set(claim.name, own)
    this.#count += 1
    const watched = watchHandler(work)
    const attempt = attemptJob(this.#parts, watched.work, { claim, running }).finally(() => {
      own.delete(attempt)
      this.#count -= 1
      if (this.#due.size > 0) this.#wake.ring()
    })
    own.add(attempt)
    if (work.job.atOnce !== undefined) this.#limit(claim.name, attempt.then(watched.ended))
  }

  #limit(name: string, ended: Promise<void>): void {
    this.#limited.set(name, (this.#limited.get(name) ?? 0) + 1)
    void ended.finally(() => {
      this.#limited.set(name, (this.#limited.get(name) ?? 1) - 1)
      if (this.#due.size > 0) this.#wake.ring()
    })
  }
}

/** An attempt that was given up is over before its handler is: this one waits for the handler. */
function watchHandler(work: JobWork) {
  let handler: Promise<void> | undefined
  return {
    work: { ...work, run: (...given) => (handler = work.run(...given)) } satisfies JobWork,
    ended: async () => {
      await handler?.catch(() => undefined)
    },
  }
}
