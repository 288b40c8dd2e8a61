import type { Kysely } from 'kysely'
import type { StoresTables } from '../tables.ts'
import type { OperationRecord } from './operation-store.ts'

type Db = Kysely<StoresTables>

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
