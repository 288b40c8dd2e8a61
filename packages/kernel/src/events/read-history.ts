import { sql } from 'kysely'
import { toEvent, type Event, type EventRow } from './event.ts'
import { eventColumns, type EventSource } from './read-events.ts'

export interface HistoryQuery {
  readonly organisationId: string
  readonly subject: string
  /** The latest so many. */
  readonly limit: number
}

/**
 * What has happened to one object, oldest first, as `source` sees it now: inside a transaction
 * with the events that it has appended itself, and not waiting for others that still run. For
 * showing, not for going on from a position: `readEvents` is for that.
 */
export async function readHistory(
  source: EventSource,
  { organisationId, subject, limit }: HistoryQuery,
): Promise<readonly Event[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from kernel.event e
     where e.subject = ${subject} and e.organisation_id = ${organisationId}
     order by e.happened_at desc, e.id desc
     limit ${limit}`.execute(source.kysely)
  return rows.map(toEvent).toReversed()
}
