import type { z } from 'zod'
import { sleep, type Clock } from '../../clock/clock.ts'
import { runInContext } from '../../context/context.ts'
import type { Database, Transaction } from '../../postgres/postgres.ts'
import { isTracing, withSpan } from '../../tracing/tracing.ts'
import type { JobCause } from '../job-queue.ts'
import type { Pool } from 'pg'
import type { Claim } from './claim.ts'
import { completeLocked, lockOwned, LostJob, showProgress } from './fence.ts'
import type { JobMetrics } from './job-metrics.ts'
import type { Attempt, JobWork } from './job-work.ts'

/** Why an attempt is told to stop before its end. */
export type Stop = 'deadline' | 'lost' | 'cancelled' | 'shutdown'

/** How an attempt ended, as far as this process knows. */
export type Ending =
  | { readonly kind: 'returned' }
  | { readonly kind: 'settled' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'stopped'; readonly stop: Stop }

export interface RunningParts {
  readonly database: Database<unknown>
  readonly pool: Pool
  readonly clock: Clock
  readonly metrics: Pick<JobMetrics, 'refused'>
}

/** How long a handler may take to end by itself once its signal has aborted. */
const graceMs = 500

/** One claimed job while its handler runs. */
export class RunningJob implements Attempt {
  readonly claim: Claim
  readonly cause: JobCause
  readonly #parts: RunningParts
  readonly #work: JobWork
  readonly #controller = new AbortController()
  #settle: 'not yet' | 'at it' | 'done' | 'failed' = 'not yet'
  #settleError: unknown
  #stop: Stop | undefined

  constructor(parts: RunningParts, work: JobWork, { claim, cause }: Taken) {
    this.#parts = parts
    this.#work = work
    this.claim = claim
    this.cause = cause
  }

  get jobId(): string {
    return this.claim.jobId
  }

  get attempt(): number {
    return this.claim.retryCount + 1
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Its row is locked by its own transaction: nobody else need look after it. */
  get isSettling(): boolean {
    return this.#settle === 'at it'
  }

  /** Tells the handler to stop. The first reason counts. */
  stop(reason: Stop): void {
    if (this.#stop) return
    this.#stop = reason
    this.#controller.abort(
      reason === 'lost' ? new LostJob(reason) : new DOMException(reason, 'AbortError'),
    )
  }

  /** Runs the handler to its end, or until it was told to stop and a moment longer. */
  async run(input: unknown): Promise<Ending> {
    const { clock } = this.#parts
    const { deadlineMs } = this.#work.job
    const cancel = clock.schedule(deadlineMs, () => this.stop('deadline'))
    const context = {
      ...this.cause,
      signal: this.signal,
      deadlineAtMs: clock.monotonicMs() + deadlineMs,
    }
    try {
      const work = runInContext(context, () => this.#attemptTraced(input))
      return this.#judge(await Promise.race([work, this.#givenUp()]))
    } finally {
      cancel()
    }
  }

  #attemptTraced(input: unknown): Promise<Ending> {
    if (!isTracing()) return this.#attempt(input)
    const { name } = this.#work.job
    const attributes = { 'job.id': this.jobId, 'job.attempt': this.attempt }
    const facts = { kind: 'consumer', attributes, parent: this.cause.traceparent } as const
    return withSpan(`job ${name}`, facts, async (span) => {
      const ending = await this.#attempt(input)
      span?.setAttribute('job.ending', ending.kind)
      return ending
    })
  }

  async #attempt(input: unknown): Promise<Ending> {
    try {
      await this.#work.run(this, input)
      return { kind: 'returned' }
    } catch (error) {
      return { kind: 'failed', error }
    }
  }

  async #givenUp(): Promise<Ending> {
    await new Promise((resolve) => this.signal.addEventListener('abort', resolve, { once: true }))
    await sleep(this.#parts.clock, graceMs)
    return { kind: 'failed', error: this.signal.reason }
  }

  /** What was committed counts first, then why it was stopped, then what the handler says. */
  #judge(ending: Ending): Ending {
    if (this.#settle === 'done') return { kind: 'settled' }
    if (this.#stop) return { kind: 'stopped', stop: this.#stop }
    if (ending.kind === 'returned' && this.#settle === 'failed') {
      return { kind: 'failed', error: this.#settleError }
    }
    return ending
  }

  async settle(effect: (tx: Transaction<unknown>) => Promise<void>): Promise<void> {
    if (this.#settle !== 'not yet') throw new Error('An attempt settles its job once')
    this.#settle = 'at it'
    try {
      await this.#parts.database.transaction(async (tx) => {
        await lockOwned(tx, this.claim)
        await effect(tx)
        await completeLocked(tx, this.claim)
      })
      this.#settle = 'done'
    } catch (error) {
      this.#settle = 'failed'
      this.#settleError = error
      if (error instanceof LostJob) this.#parts.metrics.refused(this.claim.name)
      throw error
    }
  }

  progress(data: object): Promise<void> {
    return showProgress(this.#parts.pool, this.claim, data)
  }
}

interface Taken {
  readonly claim: Claim
  readonly cause: JobCause
}

/** What the job's schema makes of the stored input. Throws a ZodError. */
export function readInput({ job }: JobWork, claim: Claim): unknown {
  const schema: z.ZodType = job.input
  return schema.parse(claim.envelope?.input)
}
