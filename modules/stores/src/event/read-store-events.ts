import type { Kysely, Selectable } from 'kysely'
import type { StoreEvent } from '../contract.ts'
import type { StoresTables } from '../tables.ts'

type EventRecord = Selectable<StoresTables['stores.event']>

export function eventOnWire(event: EventRecord): StoreEvent {
  return {
    sequence: event.sequence,
    type: event.type,
    level: event.level,
    step: event.step,
    message: event.message,
    data: event.data ?? {},
    correlationId: event.correlation_id,
    actorId: event.actor_id,
    fence: event.fence,
    at: event.at.toISOString(),
  }
}

/** What happened to a store behind `after`, oldest first. Whose store it is has been looked at. */
export async function readStoreEvents(
  db: Kysely<StoresTables>,
  { storeId, after, limit }: EventQuery,
): Promise<StoreEvent[]> {
  const rows = await db
    .selectFrom('stores.event')
    .where('store_id', '=', storeId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .selectAll()
    .execute()
  return rows.map(eventOnWire)
}

export interface EventQuery {
  readonly storeId: string
  readonly after: number
  readonly limit: number
}
