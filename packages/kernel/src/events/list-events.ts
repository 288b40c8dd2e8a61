import { sql } from 'kysely'
import { toEvent, type Event, type EventRow } from './event.ts'
import { parsePosition, type Position } from './position.ts'
import { eventColumns, type EventSource } from './read-events.ts'

export interface ListQuery {
  readonly organisationId: string
  /** A type or its beginning: `booking` finds `booking.cancelled`, and `booking.cancelled` too. */
  readonly type?: string | undefined
  /** The id of what it is about, of who did it, or of the request in which it happened. */
  readonly id?: string | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly until?: Date | undefined
  readonly limit: number
  /** Go on behind this place, which is an older one. */
  readonly before?: Position | undefined
}

/** An event, and its number in the organisation's chain once it is sealed. */
export interface ListedEvent extends Event {
  readonly seal?: bigint
}

export interface ListedEvents {
  readonly events: readonly ListedEvent[]
  readonly hasMore: boolean
}

/**
 * Everything that happened in an organisation, the newest first, for reading. What a running
 * transaction has not committed yet may appear above later ones: to follow events, `readEvents`
 * is the way. A filter that finds little reads far back.
 */
export async function listEvents(source: EventSource, query: ListQuery): Promise<ListedEvents> {
  const { organisationId, limit, type = null, id = null, from = null, until = null } = query
  const before = query.before === undefined ? undefined : parsePosition(query.before)
  const { rows } = await sql<EventRow & { readonly seal: string | null }>`
    select ${eventColumns}, s.number::text as seal
      from kernel.event e left join kernel.audit_seal s on s.event_id = e.id
     where e.organisation_id = ${organisationId}
       and (${type}::text is null or e.type = ${type} or starts_with(e.type, ${type} || '.'))
       and (${id}::text is null or ${id} in (e.subject, e.actor_id, e.correlation_id))
       and (${from}::timestamptz is null or e.happened_at >= ${from})
       and (${until}::timestamptz is null or e.happened_at < ${until})
       and (${before?.transactionId ?? null}::text is null
            or (e.transaction_id, e.id)
               < (${before?.transactionId ?? null}::xid8, ${before?.eventId ?? null}::uuid))
     order by e.transaction_id desc, e.id desc limit ${limit + 1}`.execute(source.kysely)
  const events = rows.slice(0, limit).map(({ seal, ...row }) => ({
    ...toEvent(row),
    ...(seal === null ? {} : { seal: BigInt(seal) }),
  }))
  return { events, hasMore: rows.length > limit }
}
