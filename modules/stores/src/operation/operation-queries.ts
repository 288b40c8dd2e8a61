import type { Insertable, Kysely, Selectable } from 'kysely'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>
type Table = StoresTables['stores.operation']

export type OperationRecord = Selectable<Table>

export async function newestOperation(
  db: Db,
  storeId: string,
): Promise<OperationRecord | undefined> {
  return selectNewest(db, storeId).executeTakeFirst()
}

/** The newest for which steps were begun. */
export async function newestWithSteps(
  db: Db,
  storeId: string,
): Promise<OperationRecord | undefined> {
  return selectNewest(db, storeId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('stores.step as p').whereRef('p.operation_id', '=', 'o.id').select('p.name'),
      ),
    )
    .executeTakeFirst()
}

// Each is of a generation of its own, or of the one that it repairs; ids begin with their time.
function selectNewest(db: Db, storeId: string) {
  return db
    .selectFrom('stores.operation as o')
    .where('o.store_id', '=', storeId)
    .selectAll('o')
    .orderBy('o.generation', 'desc')
    .orderBy('o.id', 'desc')
    .limit(1)
}

export async function insertOperation(
  db: Db,
  operation: Insertable<Table>,
): Promise<OperationRecord> {
  return db
    .insertInto('stores.operation')
    .values(operation)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** What was asked for before and is not done is not wanted any more. */
export async function supersedeOpen(db: Db, storeId: string, at: Date): Promise<void> {
  await db
    .updateTable('stores.operation')
    .set({ state: 'superseded', ended_at: at })
    .where('store_id', '=', storeId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
}
