import type { Kysely, Selectable } from 'kysely'
import type { OperationKind } from '../contract/states.ts'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>

export type OperationRecord = Selectable<StoresTables['stores.operation']>

export interface NewOperation {
  readonly id: string
  readonly storeId: string
  readonly organisationId: string
  readonly kind: OperationKind
  /** The generation of the store that it shall reach. */
  readonly generation: number
  readonly actorId: string
  readonly correlationId: string
  readonly at: Date
}

/** Begins an operation in place of the one that is open; the store's row must be locked. */
export async function openOperation(db: Db, wanted: NewOperation): Promise<OperationRecord> {
  await db
    .updateTable('stores.operation')
    .set({ state: 'superseded', ended_at: wanted.at })
    .where('store_id', '=', wanted.storeId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
  return db
    .insertInto('stores.operation')
    .values({
      id: wanted.id,
      store_id: wanted.storeId,
      organisation_id: wanted.organisationId,
      kind: wanted.kind,
      state: 'queued',
      generation: wanted.generation,
      actor_id: wanted.actorId,
      correlation_id: wanted.correlationId,
      created_at: wanted.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The one that is queued or running. */
export async function findOpenOperation(
  db: Db,
  storeId: string,
): Promise<OperationRecord | undefined> {
  return db
    .selectFrom('stores.operation')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
}
