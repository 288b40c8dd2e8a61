import type { Kysely } from 'kysely'
import type { StepName } from '../contract/states.ts'
import type { StoresTables } from '../tables.ts'
import { storable, storableJson } from './storable.ts'

export interface NewStoreEvent {
  /** `store.ready`, `step.failed`: permanent, for filters. */
  readonly type: string
  readonly level?: 'info' | 'warning' | 'error'
  readonly step?: StepName | null
  /** For the store's owner to read, without secrets. */
  readonly message: string
  readonly data?: Readonly<Record<string, unknown>>
}

export interface StoreEventCause {
  readonly storeId: string
  readonly correlationId: string
  readonly actorId: string
  readonly at: Date
}

/**
 * Adds to what the store's owner sees happen, in the caller's transaction, which changes the store
 * as well: the store's row is locked by it, and gives the numbers. They have no gap.
 */
export async function appendStoreEvents(
  db: Kysely<StoresTables>,
  cause: StoreEventCause,
  events: readonly NewStoreEvent[],
): Promise<void> {
  if (events.length === 0) return
  const { last_event: last, fence } = await db
    .updateTable('stores.store')
    .set((eb) => ({ last_event: eb('last_event', '+', events.length) }))
    .where('id', '=', cause.storeId)
    .returning(['last_event', 'fence'])
    .executeTakeFirstOrThrow()
  const rows = events.map((event, index) => ({
    store_id: cause.storeId,
    sequence: last - events.length + 1 + index,
    type: event.type,
    level: event.level ?? ('info' as const),
    step: event.step ?? null,
    message: storable(event.message),
    data: storableJson(event.data ?? {}),
    correlation_id: cause.correlationId,
    actor_id: cause.actorId,
    fence,
    at: cause.at,
  }))
  await db.insertInto('stores.event').values(rows).execute()
}
