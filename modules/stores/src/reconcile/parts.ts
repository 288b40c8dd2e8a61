import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Database } from '@holdfast/kernel/postgres'
import type { HeldStore } from '../claim/held-store.ts'
import type { Engine } from '../driver/driver.ts'
import type { StoresTables } from '../tables.ts'
import type { StoreMetrics } from '../orchestrator/store-metrics.ts'

/** How long things may take, and when they are tried again. All in milliseconds. */
export interface Times {
  /** A step, unless its driver says otherwise. */
  readonly stepMs: number
  readonly observeMs: number
  /** Taking away what one finalizer names. */
  readonly destroyMs: number
  readonly operationMs: number
  readonly deletionMs: number
  /** For undoing what an operation did that has failed. */
  readonly undoMs: number
  /** How long a driver may take to stop once it was told to. */
  readonly graceMs: number
  /** After a repair that failed or did not last; twice that after the next, and so on. */
  readonly repairAgainMs: number
  readonly deleteAgainMs: number
  readonly observeAgainMs: number
  /** How late an operation may be before its store is taken from whoever holds it. */
  readonly lateMs: number
}

export const usualTimes: Times = {
  stepMs: 60_000,
  observeMs: 15_000,
  destroyMs: 120_000,
  operationMs: 15 * 60_000,
  deletionMs: 10 * 60_000,
  undoMs: 5 * 60_000,
  graceMs: 5_000,
  repairAgainMs: 60_000,
  deleteAgainMs: 5 * 60_000,
  observeAgainMs: 30_000,
  lateMs: 10_000,
}

export interface ReconcileParts {
  readonly database: Database<StoresTables>
  readonly engines: ReadonlyMap<string, Engine>
  readonly vault: Pick<Vault, 'seal' | 'open'>
  readonly clock: Clock
  readonly log: Log
  readonly metrics: StoreMetrics
  readonly times: Times
  /** When this process began. */
  readonly startedAt: Date
  /** In 0..1, for the jitter. */
  readonly random: () => number
}

/** One store in the hands of this process. */
export interface Holding {
  readonly held: HeldStore
  /** Aborts when the store is another's, and when the process can not wait any longer. */
  readonly signal: AbortSignal
  /** Whether the process ends: nothing new is begun. */
  isStopping(): boolean
}
