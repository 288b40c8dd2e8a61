import type { Clock } from '../clock/clock.ts'

/** Another has claimed what this holder had: it may write nothing more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** A row that says who holds it, until when by the database's clock, and under which fence. */
export interface LeasedRow {
  /** Moves the end of the lease on. False when another has claimed the row since. */
  renew(): Promise<boolean>
  /** Lets go, so that the next claims it at once. Does nothing to another's lease. */
  release(): Promise<void>
}

export interface HoldOptions {
  readonly clock: Clock
  readonly log: { warn(data: object, message: string): void }
  /** How long the row was claimed for, and is at each renewal. */
  readonly leaseMs: number
  readonly renewEveryMs: number
  /** When the claim was asked for, on the monotonic clock: the lease began no sooner. */
  readonly claimedAtMs: number
}

/**
 * Runs `work` while renewing the row, and lets go when it ends. `signal` aborts with `LeaseLost`
 * when another has the row, and when no renewal was answered within the lease: this holder can
 * not know then. It may be late (a process that was frozen); what it writes is refused by the fence.
 */
export async function holdLease<T>(
  row: LeasedRow,
  options: HoldOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const renewal = new Renewal(row, options)
  try {
    return await work(renewal.signal)
  } finally {
    renewal.stop()
    await letGo(row, options)
  }
}

class Renewal {
  readonly #row: LeasedRow
  readonly #options: HoldOptions
  readonly #lost = new AbortController()
  #stopped = false
  #cancelNext: () => void
  #cancelEnd: () => void

  constructor(row: LeasedRow, options: HoldOptions) {
    this.#row = row
    this.#options = options
    this.#cancelEnd = this.#endAfter(options.claimedAtMs)
    this.#cancelNext = options.clock.schedule(options.renewEveryMs, () => void this.#renew())
  }

  get signal(): AbortSignal {
    return this.#lost.signal
  }

  stop(): void {
    this.#cancelNext()
    this.#cancelEnd()
    this.#stopped = true
  }

  async #renew(): Promise<void> {
    const { clock, log, renewEveryMs } = this.#options
    const askedAtMs = clock.monotonicMs()
    try {
      if (!(await this.#row.renew())) return this.#lose('Another has claimed it')
      this.#cancelEnd()
      if (!this.#stopped) this.#cancelEnd = this.#endAfter(askedAtMs)
    } catch (error) {
      log.warn({ err: error }, 'A lease could not be renewed')
    }
    if (this.#stopped || this.signal.aborted) return
    this.#cancelNext = clock.schedule(renewEveryMs, () => void this.#renew())
  }

  /** Counts from the asking, not from the answer: the database may have renewed it long before. */
  #endAfter(askedAtMs: number): () => void {
    const { clock, leaseMs } = this.#options
    const restMs = Math.max(0, askedAtMs + leaseMs - clock.monotonicMs())
    return clock.schedule(restMs, () => this.#lose('Not renewed in time'))
  }

  #lose(reason: string): void {
    if (this.#stopped) return
    this.stop()
    this.#lost.abort(new LeaseLost(reason))
  }
}

async function letGo(row: LeasedRow, { log }: HoldOptions): Promise<void> {
  try {
    await row.release()
  } catch (error) {
    log.warn({ err: error }, 'A lease was not let go; it will run out')
  }
}
