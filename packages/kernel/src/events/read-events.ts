import { sql, type Kysely, type RawBuilder } from 'kysely'
import { toEvent, type Event, type EventRow } from './event.ts'
import {
  beforeAll,
  behindAllBefore,
  parsePosition,
  toPosition,
  type Place,
  type Position,
} from './position.ts'

export interface EventQuery {
  /** Go on behind this place; from the very first event when not given. */
  readonly after?: Position
  /** Any of these; all when not given. */
  readonly types?: readonly string[]
  readonly organisationId?: string
  readonly subject?: string
  /** At most so many; 0 asks only where the events are now. */
  readonly limit: number
}

export interface EventPage {
  readonly events: readonly Event[]
  /** Where to go on. It moves past events that did not match, too. */
  readonly position: Position
}

/** A database, or a transaction that shall see its own snapshot. */
export interface EventSource {
  readonly kysely: Kysely<unknown>
}

/**
 * Reads events in their order. Only those that no running transaction can come before: what a
 * page leaves out because it was not committed yet comes on a later page, never before `position`.
 */
export async function readEvents(source: EventSource, query: EventQuery): Promise<EventPage> {
  const after = query.after === undefined ? beforeAll : parsePosition(query.after)
  const { rows } = await sql<Partial<EventRow> & { readonly horizon: string }>`
    with snapshot as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
    select horizon::text, found.*
      from snapshot left join lateral (${matching(query, after)}) as found on true
     order by found.transaction_id, found.id`.execute(source.kysely)
  const events = rows.filter(hasEvent).map((row) => toEvent(row))
  const last = events.at(-1)
  if (last && events.length === query.limit) return { events, position: last.position }
  return { events, position: toPosition(later(after, rows[0]?.horizon ?? '0')) }
}

export const eventColumns = sql`
  e.id, e.transaction_id, e.type, e.data, e.subject, e.organisation_id, e.actor_id,
  e.correlation_id, e.happened_at`

/** By type: so many of each type, each from the index, so that a rare type costs no long scan. */
function matching(query: EventQuery, after: Place): RawBuilder<unknown> {
  const conditions = sql`
    e.transaction_id < horizon
    and (e.transaction_id, e.id) > (${after.transactionId}::xid8, ${after.eventId}::uuid)
    ${query.organisationId === undefined ? sql`` : sql`and e.organisation_id = ${query.organisationId}`}
    ${query.subject === undefined ? sql`` : sql`and e.subject = ${query.subject}`}`
  const inOrder = sql`order by e.transaction_id, e.id limit ${query.limit}`
  if (query.types === undefined) {
    return sql`select ${eventColumns} from kernel.event e where ${conditions} ${inOrder}`
  }
  return sql`
    select ${eventColumns}
      from unnest(${query.types}::text[]) as wanted (type),
           lateral (select * from kernel.event e
                     where e.type = wanted.type and ${conditions} ${inOrder}) as e
     ${inOrder}`
}

function hasEvent<Row extends Partial<EventRow>>(row: Row): row is Row & EventRow {
  return typeof row.id === 'string'
}

/** A reader that comes from a server which was further ahead must not go back. */
function later(after: Place, horizon: string): Place {
  return BigInt(after.transactionId) >= BigInt(horizon) ? after : behindAllBefore(horizon)
}
