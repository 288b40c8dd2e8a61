import { holdLease, LeaseLost } from '@holdfast/kernel/lease'
import type { Caps } from '../claim/choose-stores.ts'
import { nextDueMs } from '../claim/claim-queries.ts'
import { claimStores } from '../claim/claim-stores.ts'
import { assertHeld, leasedStore, type HeldStore } from '../claim/held-store.ts'
import { Stopping } from '../reconcile/failure-policy.ts'
import type { ReconcileParts } from '../reconcile/parts.ts'
import { reconcileStore } from '../reconcile/reconcile-store.ts'
import { lookAgain, record } from '../reconcile/record.ts'
import { pollIntervalMs, type PollLimits } from './poll-interval.ts'

export interface ClaimerOptions extends PollLimits {
  /** This process, for as long as it runs. */
  readonly owner: string
  readonly caps: Caps
  readonly places: number
  readonly leaseMs: number
  readonly renewEveryMs: number
}

/** When something that nobody expected is tried again. */
const brokenAgainMs = 5_000

interface Work {
  readonly held: HeldStore
  readonly taken: AbortController
}

/**
 * Takes stores that have something to do, and works on as many at once as there are places. It looks
 * when it is woken, when a place is free again, when the next store falls due, and by itself.
 */
export class Claimer {
  readonly #parts: ReconcileParts
  readonly #options: ClaimerOptions
  readonly #works = new Map<string, Work>()
  readonly #ends = new Set<Promise<void>>()
  #isStopping = false
  #isLooking = false
  #mustLookAgain = false
  #looking: Promise<void> = Promise.resolve()
  #idleLooks = 0
  #cancelPoll: () => void = () => undefined

  constructor(parts: ReconcileParts, options: ClaimerOptions) {
    this.#parts = parts
    this.#options = options
  }

  /** Something is new with a store: also that it may be another's now. */
  wake(id: string): void {
    const work = this.#works.get(id)
    if (work) void this.#letGoOfTaken(work)
    this.look()
  }

  /** Looks now, or once more when it is just looking. */
  look(): void {
    if (this.#isStopping) return
    if (this.#isLooking) {
      this.#mustLookAgain = true
      return
    }
    this.#isLooking = true
    this.#looking = this.#keepLooking()
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.#isStopping = true
    this.#cancelPoll()
    const abort = () => {
      for (const { taken } of this.#works.values()) taken.abort(new Stopping())
    }
    signal?.addEventListener('abort', abort, { once: true })
    await this.#looking
    if (signal?.aborted) abort()
    await Promise.all(this.#ends)
    signal?.removeEventListener('abort', abort)
  }

  async #keepLooking(): Promise<void> {
    do {
      this.#mustLookAgain = false
      await this.#lookOnce()
    } while (this.#mustLookAgain && !this.#isStopping)
    this.#isLooking = false
  }

  async #lookOnce(): Promise<void> {
    this.#cancelPoll()
    let dueMs: number | undefined
    try {
      await this.#claim()
      dueMs = await nextDueMs(this.#parts.database.kysely, [...this.#parts.engines.keys()])
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'Stores could not be claimed')
    }
    if (!this.#isStopping) this.#pollAfter(dueMs)
  }

  async #claim(): Promise<void> {
    const { database, clock, engines, metrics, times } = this.#parts
    const { places, owner, caps, leaseMs } = this.#options
    const free = places - this.#works.size
    if (free <= 0) return
    const claimedAtMs = clock.monotonicMs()
    const now = () => clock.now()
    const { operationMs } = times
    const options = {
      database,
      now,
      owner,
      caps,
      leaseMs,
      operationMs,
      engines: [...engines.keys()],
    }
    const claimed = await claimStores(options, { free, except: [...this.#works.keys()] })
    if (claimed.length > 0) this.#idleLooks = 0
    metrics.claimed(claimed.length)
    for (const held of claimed) this.#begin(held, claimedAtMs)
  }

  #pollAfter(dueMs: number | undefined): void {
    const { clock, log, metrics } = this.#parts
    const intervalMs = pollIntervalMs(this.#idleLooks, this.#options)
    const nextMs = Math.min(intervalMs, dueMs === undefined ? Infinity : Math.max(1, dueMs + 1))
    metrics.pollsEvery(intervalMs / 1000)
    log.debug({ nextMs }, `Next poll in ${nextMs / 1000}s`)
    this.#cancelPoll = clock.schedule(nextMs, () => {
      if (nextMs >= intervalMs) this.#idleLooks += 1
      this.look()
    })
  }

  #begin(held: HeldStore, claimedAtMs: number): void {
    const work = { held, taken: new AbortController() }
    this.#works.set(held.id, work)
    const end = this.#hold(work, claimedAtMs).finally(() => {
      this.#works.delete(held.id)
      this.#ends.delete(end)
      this.look()
    })
    this.#ends.add(end)
  }

  async #hold({ held, taken }: Work, claimedAtMs: number): Promise<void> {
    const { database, clock, log, metrics } = this.#parts
    const { leaseMs, renewEveryMs } = this.#options
    const bound = log.child({ storeId: held.id, fence: held.fence })
    const parts = { ...this.#parts, log: bound }
    const row = leasedStore(database, held, leaseMs)
    const options = { clock, log: bound, leaseMs, renewEveryMs, claimedAtMs }
    try {
      await holdLease(row, options, async (leased) => {
        const signal = AbortSignal.any([leased, taken.signal])
        const isStopping = () => this.#isStopping
        await workOn(parts, { held, signal, isStopping })
      })
    } catch (error) {
      if (error instanceof Stopping) return
      if (error instanceof LeaseLost) {
        metrics.leaseLost()
        return bound.info({ reason: error.message }, 'A store is another’s now')
      }
      bound.error({ err: error }, 'Work on a store broke off')
    }
  }

  async #letGoOfTaken({ held, taken }: Work): Promise<void> {
    try {
      await assertHeld(this.#parts.database.kysely, held)
    } catch (error) {
      if (error instanceof LeaseLost) taken.abort(error)
    }
  }
}

/** What breaks off unexpectedly is not taken up again at once. */
async function workOn(...work: Parameters<typeof reconcileStore>): Promise<void> {
  const [parts, holding] = work
  try {
    await reconcileStore(parts, holding)
  } catch (error) {
    if (error instanceof Stopping || error instanceof LeaseLost) throw error
    if (holding.signal.aborted) throw holding.signal.reason
    await record(parts, holding, (tx) => lookAgain(tx, holding.held.id, brokenAgainMs)).catch(
      () => undefined,
    )
    throw error
  }
}
