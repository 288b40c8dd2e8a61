import { sql } from 'kysely'
import type { Transaction } from '../../postgres/postgres.ts'
import { toEvent, type Event, type EventRow } from '../event.ts'
import { parsePosition, type Place } from '../position.ts'
import { eventColumns, type EventSource } from '../read-events.ts'
import type { Subscription } from './subscription.ts'

type Named = Pick<Subscription, 'name' | 'types'>

/** Enters a new subscription; leaves a known one where it is. */
export async function register(
  source: EventSource,
  { name, from = 'beginning' }: Pick<Subscription, 'name' | 'from'>,
): Promise<void> {
  const start = from === 'now' ? sql`pg_snapshot_xmin(pg_current_snapshot())` : sql`'0'::xid8`
  await sql`
    insert into kernel.subscription (name, transaction_id, event_id)
    values (${name}, ${start}, '00000000-0000-0000-0000-000000000000')
    on conflict do nothing`.execute(source.kysely)
}

/** What there is to do, seen without a lock. */
export interface Outlook {
  /** An event waits and may be read. */
  readonly ready: boolean
  /** An event waits, but a transaction that began earlier still runs. */
  readonly held: boolean
  /** How long the next attempt is put off after a failure. */
  readonly waitMs: number
}

export async function lookAhead(
  source: EventSource,
  { name, types }: Named,
): Promise<Outlook | undefined> {
  const waiting = sql`
    select from unnest(${types}::text[]) as wanted (type), kernel.event e
     where e.type = wanted.type and (e.transaction_id, e.id) > (s.transaction_id, s.event_id)`
  const { rows } = await sql<Outlook>`
    select exists (${waiting} and e.transaction_id < horizon) as ready,
           exists (${waiting} and e.transaction_id >= horizon) as held,
           ${waitMs} as "waitMs"
      from kernel.subscription s, pg_snapshot_xmin(pg_current_snapshot()) as horizon
     where s.name = ${name}`.execute(source.kysely)
  return rows[0]
}

const waitMs = sql`
  greatest(0, coalesce(ceil(extract(epoch from s.retry_at - clock_timestamp()) * 1000), 0))::float8`

/** The subscription's row, locked for us, and its next event. */
export interface Claim {
  readonly place: Place
  readonly failures: number
  readonly waitMs: number
  readonly event: Event | undefined
}

/** Locks the position and reads on from it; undefined when another runner holds it. */
export async function claimNext(
  tx: Transaction<unknown>,
  { name, types }: Named,
): Promise<Claim | undefined> {
  const { rows } = await sql<ClaimRow & Partial<EventRow>>`
    with mine as materialized (
      select s.*, ${waitMs} as wait_ms, pg_snapshot_xmin(pg_current_snapshot()) as horizon
        from kernel.subscription s where s.name = ${name} for update skip locked)
    select mine.transaction_id as at_transaction, mine.event_id as at_event,
           mine.failures, mine.wait_ms, found.*
      from mine left join lateral (
        select ${eventColumns}
          from unnest(${types}::text[]) as wanted (type), lateral (
            select * from kernel.event e
             where e.type = wanted.type and e.transaction_id < mine.horizon
               and (e.transaction_id, e.id) > (mine.transaction_id, mine.event_id)
             order by e.transaction_id, e.id limit 1) as e
         order by e.transaction_id, e.id limit 1) as found on true`.execute(tx.kysely)
  const [row] = rows
  if (!row) return undefined
  return {
    place: { transactionId: row.at_transaction, eventId: row.at_event },
    failures: row.failures,
    waitMs: row.wait_ms,
    event: hasEvent(row) ? toEvent(row) : undefined,
  }
}

interface ClaimRow {
  readonly at_transaction: string
  readonly at_event: string
  readonly failures: number
  readonly wait_ms: number
}

function hasEvent(row: Partial<EventRow>): row is EventRow {
  return typeof row.id === 'string'
}

/** Moves the position behind an event. The row is locked by the caller. */
export async function moveBehind(
  tx: Transaction<unknown>,
  name: string,
  event: Event,
): Promise<void> {
  const { transactionId, eventId } = parsePosition(event.position)
  await sql`
    update kernel.subscription
       set transaction_id = ${transactionId}::xid8, event_id = ${eventId}::uuid,
           failures = 0, retry_at = null, moved_at = clock_timestamp()
     where name = ${name}`.execute(tx.kysely)
}
