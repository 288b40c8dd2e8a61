import { sleep } from '@holdfast/kernel/clock'
import type { Leases } from '@holdfast/kernel/lease'
import type { ReconcileParts } from '../reconcile/parts.ts'
import { createDriftWatch } from './drift-watch.ts'
import { reapOrphans, type Suspects } from './reap-orphans.ts'
import { countPhases, oldestWaitSeconds, takeFromLate } from './sweep-queries.ts'

export interface SweeperOptions {
  readonly sweepEveryMs: number
  readonly reapEveryMs: number
}

/**
 * What one process does for all: asks which shops do not run, ends what is late, and takes away what
 * is left of stores that are gone. Another takes over when it ends.
 */
export class Sweeper {
  readonly #parts: ReconcileParts
  readonly #leases: Leases
  readonly #options: SweeperOptions
  readonly #stopping = new AbortController()
  #running: Promise<unknown> = Promise.resolve()

  constructor(parts: ReconcileParts, leases: Leases, options: SweeperOptions) {
    this.#parts = parts
    this.#leases = leases
    this.#options = options
  }

  start(): void {
    this.#running = Promise.all([this.#lookAround(), this.#sweepWhenItsTurn(), this.#count()])
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  /**
   * Once at its start and whoever sweeps: who did until now may have been killed together with the
   * shops of this machine, and its turn runs out only later.
   */
  async #lookAround(): Promise<void> {
    const { signal } = this.#stopping
    try {
      await createDriftWatch(this.#parts, this.#options.sweepEveryMs)(signal)
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'The stores could not be looked at')
    }
  }

  async #sweepWhenItsTurn(): Promise<void> {
    const { clock, log } = this.#parts
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        await this.#leases.withLease('stores.sweep', (lease) =>
          this.#sweep(AbortSignal.any([signal, lease.signal])),
        )
      } catch (error) {
        log.warn({ err: error }, 'The stores could not be swept')
      }
      await sleep(clock, this.#options.sweepEveryMs, signal)
    }
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts
    const { sweepEveryMs, reapEveryMs } = this.#options
    const drift = createDriftWatch(this.#parts, sweepEveryMs)
    let suspects: Suspects = new Set()
    let reapedAtMs = clock.monotonicMs()
    while (!signal.aborted) {
      await drift(signal)
      if (clock.monotonicMs() - reapedAtMs >= reapEveryMs) {
        reapedAtMs = clock.monotonicMs()
        await this.#endLate()
        suspects = await reapOrphans(this.#parts, suspects, signal)
      }
      await sleep(clock, sweepEveryMs, signal)
    }
  }

  async #endLate(): Promise<void> {
    const { database, log, times } = this.#parts
    const taken = await takeFromLate(database.kysely, times.lateMs)
    if (taken.length > 0) log.warn({ stores: taken }, 'Stores were taken from who was late')
  }

  /** Each process shows the same numbers of all stores. */
  async #count(): Promise<void> {
    const { database, clock, log, metrics } = this.#parts
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        const phases = await countPhases(database.kysely)
        metrics.counted(phases, await oldestWaitSeconds(database.kysely))
      } catch (error) {
        log.debug({ err: error }, 'Stores could not be counted')
      }
      await sleep(clock, this.#options.reapEveryMs, signal)
    }
  }
}
