import type { Kysely } from 'kysely'

export type Isolation = 'read committed' | 'repeatable read' | 'serializable'

export interface TransactionOptions {
  /** `read committed` when not given. */
  readonly isolation?: Isolation
  /** How often the work is tried in all when PostgreSQL asks to try again; 4 when not given. */
  readonly attempts?: number
}

/** A pool of connections, seen through the tables of `DB`. */
export interface Database<DB> {
  /**
   * Single statements. Throws when it is used inside this database's own `transaction()`: that
   * would take a second connection, see older data, and wait for itself when the pool is empty.
   */
  readonly kysely: Kysely<DB>
  /**
   * Runs `work` in one transaction: all of it happens, or nothing. It runs again after a deadlock
   * or a serialization failure, so it may do nothing outside the database; see `afterCommit`.
   * A connection lost while committing throws a problem whose cause is `UnknownOutcome`.
   */
  transaction<T>(
    work: (tx: Transaction<DB>) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>
  /** The same pool seen through other tables. */
  withTypes<Other>(): Database<Other>
  /** Resolves when the server answers within `timeoutMs`. Has a connection of its own. */
  ping(timeoutMs: number): Promise<void>
  stats(): PoolStats
  /** Waits for what runs, then closes every connection. Safe to call twice. */
  close(): Promise<void>
}

export interface PoolStats {
  /** Connections that exist or are being made. */
  readonly size: number
  readonly idle: number
  /** Callers that wait for a connection. */
  readonly waiting: number
}

export interface Transaction<DB> {
  readonly kysely: Kysely<DB>
  /**
   * A transaction inside this one, as a savepoint. Deferred constraints are checked at its end.
   * When `work` throws, everything it did is undone and this transaction goes on. Several at
   * once run one after the other.
   */
  nested<T>(work: (tx: Transaction<DB>) => Promise<T>): Promise<T>
  /** Calls `action` once the data is committed; never when it is not, or not known to be. */
  afterCommit(action: () => void): void
  withTypes<Other>(): Transaction<Other>
}

export interface DatabaseLog {
  warn(data: object, message: string): void
  error(data: object, message: string): void
}
