import type { Clock } from '../clock/clock.ts'
import { appendEvent } from '../events/events.ts'
import { cancelJobIn, enqueueIn, type JobQueue } from '../jobs/jobs.ts'
import type { Uuid } from '../ids/ids.ts'
import type { Log } from '../log/log.ts'
import type { Database, Transaction } from '../postgres/postgres.ts'
import { permit, type Actor } from './actor.ts'
import type { Context, VerbTransaction } from './context.ts'

export interface ContextOptions {
  readonly database: Database<unknown>
  /** The transaction to join, when the caller has opened one. */
  readonly tx?: Transaction<unknown> | undefined
  readonly actor: Actor
  readonly correlationId: string
  readonly log: Log
  readonly ids: () => Uuid
  readonly clock: Clock
  /** Takes the jobs; without it `enqueue` throws. */
  readonly jobs?: JobQueue | undefined
}

/** The context of one call of a verb, for one actor. */
export function createContext<DB = unknown>(options: ContextOptions): Context<DB> {
  const { actor, correlationId, log, ids, clock, jobs } = options
  const database = options.database.withTypes<DB>()
  const outer = options.tx?.withTypes<DB>()
  return {
    actor,
    organisationId: actor.organisationId,
    correlationId,
    log,
    ids,
    now: () => clock.now(),
    permit: (action, subject) => permit(actor, action, subject),
    transaction(work) {
      const run = (tx: Transaction<DB>) => work(verbTransaction(tx, { actor, correlationId, jobs }))
      return outer ? outer.nested(run) : database.transaction(run)
    },
    // Looked up when asked for: the pool refuses to be used inside its own transaction.
    get kysely() {
      return (outer ?? database).kysely
    },
  }
}

type Cause = Pick<ContextOptions, 'actor' | 'correlationId' | 'jobs'>

/** What a verb may do in `tx`, in the name of its cause. */
export function verbTransaction<DB>(tx: Transaction<DB>, cause: Cause): VerbTransaction<DB> {
  const { actor, correlationId, jobs } = cause
  const origin = { organisationId: actor.organisationId, actorId: actor.id, correlationId }
  return {
    kysely: tx.kysely,
    afterCommit: (action) => tx.afterCommit(action),
    withTypes: () => tx.withTypes(),
    nested: (work) => tx.nested((inner) => work(verbTransaction(inner, cause))),
    async emit(type, data, subject) {
      await appendEvent(tx.withTypes<unknown>(), {
        type,
        data,
        ...(subject === undefined ? {} : { subject }),
        ...origin,
      })
    },
    enqueue: enqueueIn(tx.withTypes<unknown>(), origin, jobs),
    cancelJob: (jobId) =>
      cancelJobIn(tx.withTypes<unknown>(), { jobId, organisationId: actor.organisationId }),
  }
}
