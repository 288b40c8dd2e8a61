import type { Clock } from '../../clock/clock.ts'
import { runInContext } from '../../context/context.ts'
import { enqueueIn, type JobCause, type JobQueue } from '../../jobs/jobs.ts'
import { databaseError, type Database, type Transaction } from '../../postgres/postgres.ts'
import { Problem } from '../../problems/problems.ts'
import type { Event } from '../event.ts'
import { giveUp, putOff, type FailedAttempt } from './failure-store.ts'
import { claimNext, moveBehind, type Claim } from './position-store.ts'
import {
  retryDelayMs,
  type RetryRules,
  type Subscription,
  type SubscriptionTransaction,
} from './subscription.ts'

export interface EventLog {
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

export interface DeliveryParts {
  readonly database: Database<unknown>
  readonly clock: Clock
  readonly log: EventLog
  readonly rules: RetryRules
  readonly jobs: JobQueue | undefined
}

export type Delivery = 'handled' | 'failed' | 'nothing' | 'busy'

/**
 * Handles a subscription's next event: claim, handle and move on in one transaction. A failure is
 * recorded in another one: the next attempt is put off, or the event is given up.
 * Throws only when the database can not be used.
 */
export async function deliverNext(
  parts: DeliveryParts,
  subscription: Subscription,
): Promise<Delivery> {
  let attempt: FailedAttempt | undefined
  try {
    return await parts.database.transaction(async (tx) => {
      attempt = undefined
      const claim = await claimNext(tx, subscription)
      if (!claim) return 'busy'
      if (!claim.event || claim.waitMs > 0) return 'nothing'
      attempt = attemptOf(subscription, claim, claim.event)
      await handle(parts, subscription, { event: claim.event, tx })
      await moveBehind(tx, subscription.name, claim.event)
      return 'handled'
    })
  } catch (error) {
    if (!attempt) throw error
    await recordFailure(parts, attempt, error)
    return 'failed'
  }
}

function attemptOf({ name }: Subscription, claim: Claim, event: Event): FailedAttempt {
  return { subscription: name, claim, event }
}

/** Runs the handler so that its logs and queries belong to what caused the event. */
export async function handle(
  { clock, rules, jobs }: Pick<DeliveryParts, 'clock' | 'rules' | 'jobs'>,
  subscription: Subscription,
  { event, tx }: { readonly event: Event; readonly tx: Transaction<unknown> },
): Promise<void> {
  const { organisationId, actorId, correlationId } = event
  const cause = { organisationId, actorId, correlationId }
  const late = new AbortController()
  const cancel = clock.schedule(rules.withinMs, () => late.abort())
  const deadlineAtMs = clock.monotonicMs() + rules.withinMs
  const context = { ...cause, signal: late.signal, deadlineAtMs }
  try {
    await runInContext(context, () => subscription.handle(event, withJobs(tx, cause, jobs)))
  } finally {
    cancel()
  }
}

function withJobs(
  tx: Transaction<unknown>,
  cause: JobCause,
  jobs: JobQueue | undefined,
): SubscriptionTransaction {
  return {
    kysely: tx.kysely,
    nested: (work) => tx.nested(work),
    afterCommit: (action) => tx.afterCommit(action),
    withTypes: () => tx.withTypes(),
    enqueue: enqueueIn(tx, cause, jobs),
  }
}

async function recordFailure(
  { database, log, rules }: DeliveryParts,
  attempt: FailedAttempt,
  error: unknown,
): Promise<void> {
  const failures = attempt.claim.failures + 1
  const facts = {
    err: error,
    subscription: attempt.subscription,
    eventId: attempt.event.id,
    correlationId: attempt.event.correlationId,
    failures,
  }
  if (failures < rules.attempts) {
    await putOff(database, attempt, retryDelayMs(rules, failures))
    log.warn(facts, 'An event could not be handled and will be tried again')
  } else {
    await giveUp(database, attempt, reasonOf(error))
    log.error(facts, 'An event could not be handled and was put aside')
  }
}

/**
 * What is kept of an error: codes and its own sentence, never the `detail` of a database error,
 * which shows the values of the row.
 */
function reasonOf(error: unknown): string {
  if (error instanceof Problem) return [error.code, codeOf(error)].filter(Boolean).join(', ')
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'not an error'
  return [text.slice(0, 500), codeOf(error)].filter(Boolean).join(', ')
}

function codeOf(error: unknown): string | undefined {
  const found = databaseError(error)
  return found && `SQLSTATE ${found.code}`
}
