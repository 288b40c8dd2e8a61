import { sql } from 'kysely'
import type { Transaction } from '../../postgres/postgres.ts'
import { toEvent, type Event, type EventRow } from '../event.ts'
import { parsePosition } from '../position.ts'
import { eventColumns, type EventSource } from '../read-events.ts'
import type { Claim } from './position-store.ts'

/** An attempt that failed, with the claim it was made under. */
export interface FailedAttempt {
  readonly subscription: string
  readonly claim: Claim
  readonly event: Event
}

/** Puts the next attempt off, unless somebody else has moved on in the meantime. */
export async function putOff(
  source: EventSource,
  { subscription, claim }: FailedAttempt,
  delayMs: number,
): Promise<void> {
  await sql`
    update kernel.subscription
       set failures = failures + 1,
           retry_at = clock_timestamp() + make_interval(secs => ${delayMs / 1_000}::float8)
     where ${sameClaim(subscription, claim)}`.execute(source.kysely)
}

/** Keeps the event with its reason and moves on, in one step, unless somebody else has. */
export async function giveUp(
  source: EventSource,
  { subscription, claim, event }: FailedAttempt,
  reason: string,
): Promise<void> {
  const { transactionId, eventId } = parsePosition(event.position)
  await sql`
    with moved as (
      update kernel.subscription
         set transaction_id = ${transactionId}::xid8, event_id = ${eventId}::uuid,
             failures = 0, retry_at = null, moved_at = clock_timestamp()
       where ${sameClaim(subscription, claim)}
      returning name)
    insert into kernel.event_failure (subscription, event_id, attempts, reason)
    select name, ${eventId}::uuid, ${claim.failures + 1}::int, ${reason} from moved
    on conflict (subscription, event_id) do update
      set attempts = excluded.attempts, reason = excluded.reason, failed_at = excluded.failed_at`.execute(
    source.kysely,
  )
}

function sameClaim(name: string, { place, failures }: Claim) {
  return sql`
    name = ${name} and failures = ${failures}
    and transaction_id = ${place.transactionId}::xid8 and event_id = ${place.eventId}::uuid`
}

/** Takes a failed event out for another attempt; undefined when it is not there any more. */
export async function takeFailed(
  tx: Transaction<unknown>,
  subscription: string,
  eventId: string,
): Promise<Event | undefined> {
  const { rows } = await sql<EventRow>`
    with taken as (
      delete from kernel.event_failure
       where subscription = ${subscription} and event_id = ${eventId}::uuid returning event_id)
    select ${eventColumns} from taken join kernel.event e on e.id = taken.event_id`.execute(
    tx.kysely,
  )
  return rows[0] && toEvent(rows[0])
}

export interface EventFailure {
  readonly subscription: string
  readonly eventId: string
  readonly attempts: number
  readonly reason: string
  readonly failedAt: Date
}

/** The newest failures, for the console and the command line. */
export async function listEventFailures(
  source: EventSource,
  limit: number,
): Promise<readonly EventFailure[]> {
  const { rows } = await sql<EventFailure>`
    select subscription, event_id as "eventId", attempts, reason, failed_at as "failedAt"
      from kernel.event_failure order by failed_at desc limit ${limit}`.execute(source.kysely)
  return rows
}
