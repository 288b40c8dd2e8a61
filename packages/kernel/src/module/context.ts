import type { Kysely } from 'kysely'
import type { Enqueue } from '../jobs/jobs.ts'
import type { Uuid } from '../ids/ids.ts'
import type { Log } from '../log/log.ts'
import type { Transaction } from '../postgres/postgres.ts'
import type { Actor } from './actor.ts'

/** Everything a verb may know and use. The same for HTTP, jobs, the command line and tests. */
export interface Context<DB> {
  readonly actor: Actor
  readonly organisationId: string
  readonly correlationId: string
  readonly log: Log
  readonly ids: () => Uuid
  now(): Date
  /** Throws unless the actor may do `action` to `subject`; see `permit`. */
  permit(action: string, subject?: string): void
  /**
   * Runs `work` in one transaction. Inside a keyed request, whose transaction is already open,
   * it joins that one as a savepoint whose deferred constraints are checked at its end.
   * `work` may run again after a deadlock or a serialization failure.
   */
  transaction<T>(work: (tx: VerbTransaction<DB>) => Promise<T>): Promise<T>
  /** For reads: the surrounding transaction when there is one, else the pool. */
  readonly kysely: Kysely<DB>
}

export interface VerbTransaction<DB> extends Transaction<DB> {
  /** Appends an event in this transaction, with the organisation, actor and correlation id. */
  emit(type: string, data: object, subject?: string): Promise<void>
  /** Enqueues a job in this transaction, with the organisation, actor and correlation id. */
  readonly enqueue: Enqueue
  /**
   * Cancels a job of the actor's organisation in this transaction. False when it had ended already:
   * what its attempt settled stands. One that runs is told to stop as soon as this is committed.
   */
  cancelJob(jobId: string): Promise<boolean>
  nested<T>(work: (tx: VerbTransaction<DB>) => Promise<T>): Promise<T>
}
