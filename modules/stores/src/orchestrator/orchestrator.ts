import { systemClock, type Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import { createLeases } from '@holdfast/kernel/lease'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import type { Database, Listener } from '@holdfast/kernel/postgres'
import type { Caps } from '../claim/choose-stores.ts'
import { wakeChannel } from '../claim/held-store.ts'
import type { Engine } from '../driver/driver.ts'
import { usualTimes, type Times } from '../reconcile/parts.ts'
import type { StoresTables } from '../tables.ts'
import { Claimer } from './claimer.ts'
import { createStoreMetrics } from './store-metrics.ts'
import { Sweeper } from './sweeper.ts'
import { notice } from './sweep-queries.ts'

export interface OrchestratorOptions {
  readonly database: Database<unknown>
  /** Wakes it. Whoever made it closes it afterwards. */
  readonly listener: Listener
  /** What it can make; whoever made them closes their drivers afterwards. */
  readonly engines: readonly Engine[]
  readonly vault: Pick<Vault, 'seal' | 'open'>
  readonly log: Log
  readonly metrics: Metrics
  readonly clock?: Clock
  /** How many may be provisioned at once, in all processes together. */
  readonly caps?: Caps
  /** How many stores this process works on at once. */
  readonly places?: number
  readonly leaseMs?: number
  readonly renewEveryMs?: number
  readonly minPollIntervalMs?: number
  readonly maxPollIntervalMs?: number
  /** How often it is asked which shops do not run. */
  readonly sweepEveryMs?: number
  /** How often late operations are ended, and what is left of deleted stores is looked for. */
  readonly reapEveryMs?: number
  readonly times?: Partial<Times>
  /** In 0..1, for the jitter. */
  readonly random?: () => number
}

/** Makes true what is wanted of stores, and keeps it true, beside any number of its kind. */
export interface Orchestrator {
  start(): void
  /**
   * Claims nothing more and resolves when every store is let go. What runs may end until `signal`
   * aborts; what is cut off then goes on elsewhere at once.
   */
  stop(signal?: AbortSignal): Promise<void>
}

export const usualCaps: Caps = { organisation: 4, engine: 16, fleet: 32 }

export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const { listener, clock = systemClock, log, leaseMs = 30_000 } = options
  const database = options.database.withTypes<StoresTables>()
  const engines = new Map(options.engines.map((engine) => [engine.name, engine]))
  const metrics = createStoreMetrics(options.metrics)
  const times = { ...usualTimes, ...options.times }
  const random = options.random ?? Math.random
  const { vault } = options
  const startedAt = clock.now()
  const parts = { database, engines, vault, clock, log, metrics, times, startedAt, random }
  const claimer = new Claimer(parts, {
    owner: newId(),
    caps: options.caps ?? usualCaps,
    places: options.places ?? 16,
    leaseMs,
    renewEveryMs: options.renewEveryMs ?? leaseMs / 3,
    minPollIntervalMs: options.minPollIntervalMs ?? 5_000,
    maxPollIntervalMs: options.maxPollIntervalMs ?? 30_000,
  })
  const leases = createLeases({ database: options.database, log, clock })
  const sweeper = new Sweeper(parts, leases, {
    sweepEveryMs: options.sweepEveryMs ?? 5_000,
    reapEveryMs: options.reapEveryMs ?? 30_000,
  })
  const subscriptions: (() => void)[] = []

  function follow(engine: Engine): void {
    const stop = engine.driver.onEnd?.((id) => {
      notice(database.kysely, [id]).catch((error: unknown) =>
        log.warn({ err: error }, 'The end of a shop could not be told'),
      )
    })
    if (stop) subscriptions.push(stop)
  }

  return {
    start() {
      if (engines.size === 0) return
      subscriptions.push(listener.subscribe(wakeChannel, (id) => claimer.wake(id)))
      subscriptions.push(listener.onReconnect(() => claimer.look()))
      for (const engine of engines.values()) follow(engine)
      claimer.look()
      sweeper.start()
    },
    async stop(signal) {
      for (const unsubscribe of subscriptions.splice(0)) unsubscribe()
      await Promise.all([claimer.stop(signal), sweeper.stop()])
    },
  }
}
