import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/clock.ts'
import { newId } from '../ids/ids.ts'
import type { Database, Exclusive, Transaction } from '../postgres/postgres.ts'
import { holdLease, type HoldOptions } from './hold-lease.ts'
import { claimKey, keyRow, lockKey, type Claim } from './lease-store.ts'

export { holdLease, LeaseLost, type HoldOptions, type LeasedRow } from './hold-lease.ts'

export interface LeasesOptions {
  readonly database: Database<unknown>
  readonly log: HoldOptions['log']
  readonly clock?: Clock
  /** How long a holder that says nothing keeps its key; 30 s when not given. */
  readonly leaseMs?: number
  /** 10 s when not given. */
  readonly renewEveryMs?: number
}

/** A key that is held. Whoever claims it later has a greater fence. */
export interface Lease {
  readonly key: string
  readonly fence: bigint
  /** Aborts with `LeaseLost` once the key is another's, or may be. */
  readonly signal: AbortSignal
  /**
   * Throws `LeaseLost` unless the key is still held under this fence; until `tx` ends nobody can
   * claim it. First thing in every transaction that writes what the lease protects.
   */
  guard(tx: Transaction<unknown>): Promise<void>
}

export interface Leases {
  /** Runs `work` as the only holder of `key` in the database, unless somebody else holds it. */
  withLease<T>(key: string, work: (lease: Lease) => Promise<T>): Promise<Exclusive<T>>
}

/** Exclusive work that outlives connections and processes: rows of `kernel.lease` with fences. */
export function createLeases(options: LeasesOptions): Leases {
  const { database, log, clock = systemClock, leaseMs = 30_000, renewEveryMs = 10_000 } = options
  return {
    async withLease(key, work) {
      const claimedAtMs = clock.monotonicMs()
      const claim = await claimKey(database, { key, owner: newId(), leaseMs })
      if (!claim) return { acquired: false }
      const row = keyRow(database, claim, leaseMs)
      const holding = { clock, log, leaseMs, renewEveryMs, claimedAtMs }
      const result = await holdLease(row, holding, (signal) => work(leaseOf(claim, signal)))
      return { acquired: true, result }
    },
  }
}

function leaseOf(claim: Claim, signal: AbortSignal): Lease {
  const { key, fence } = claim
  return { key, fence, signal, guard: (tx) => lockKey(tx, claim) }
}
