import { sql, type Kysely } from 'kysely'
import type { StepName } from '../contract/states.ts'
import type { StoresTables } from '../tables.ts'

export interface NewStoreEvent {
  readonly storeId: string
  /** `store.requested`, `step.done`: for the filter, and for ever. */
  readonly type: string
  /** `info` unless told. */
  readonly level?: 'info' | 'warning' | 'error'
  readonly step?: StepName | null
  /** For the owner of the store to read, without secrets. */
  readonly message: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly correlationId: string
  readonly actorId: string
  readonly at: Date
}

/**
 * Appends to the timeline of a store in the transaction of its cause, and returns the number. The
 * store is locked by it: who appends next waits for this one, so that the numbers have no gap and
 * are committed in their order. The fence is the store's as this transaction sees it.
 */
export async function appendStoreEvent(
  db: Kysely<StoresTables>,
  event: NewStoreEvent,
): Promise<number> {
  const { storeId, type, level = 'info', step = null, correlationId, actorId, at } = event
  const { rows } = await sql<{ readonly sequence: number }>`
    with told as (
      update stores.store set last_event = last_event + 1 where id = ${storeId}
      returning last_event, fence
    )
    insert into stores.event
      (store_id, sequence, type, level, step, message, data, correlation_id, actor_id, fence, at)
    select ${storeId}, last_event, ${type}, ${level}, ${step}, ${storable(event.message)},
      ${storableJson(event.data ?? {})}::jsonb, ${correlationId}, ${actorId}, fence, ${at}
    from told returning sequence`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`there is no store ${storeId} to tell something about`)
  return row.sequence
}

/** PostgreSQL takes no NUL and no half of a surrogate pair; programs print both. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

function storableJson(data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  )
}
