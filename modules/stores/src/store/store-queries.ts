import { sql, type Insertable, type Kysely } from 'kysely'
import { problems } from '../problems.ts'
import type { StoresTables } from '../tables.ts'
import { lockStoreOf, type StoreRecord } from './store-store.ts'

type Db = Kysely<StoresTables>

/** Whose stores somebody sees. */
export interface Reach {
  readonly organisationId: string
}

/** The stores of an organisation; `s` can be filtered on. */
export function selectStores(db: Db, { organisationId }: Reach) {
  return db
    .selectFrom('stores.store as s')
    .where('s.organisation_id', '=', organisationId)
    .selectAll('s')
}

/** Throws `stores.unknownStore`: another organisation's is as good as none. */
export async function requireStore(db: Db, reach: Reach, id: string): Promise<StoreRecord> {
  const store = await selectStores(db, reach).where('s.id', '=', id).executeTakeFirst()
  if (!store) throw problems.unknownStore({ id })
  return store
}

/** `requireStore` that lets nobody else change it until the transaction ends. */
export async function lockStore(db: Db, reach: Reach, id: string): Promise<StoreRecord> {
  const store = await lockStoreOf(db, reach.organisationId, id)
  if (!store) throw problems.unknownStore({ id })
  return store
}

/** Undefined when another store has its slug. */
export async function insertStore(
  db: Db,
  store: Insertable<StoresTables['stores.store']>,
): Promise<StoreRecord | undefined> {
  return db
    .insertInto('stores.store')
    .values({ ...store, next_at: sql<Date>`clock_timestamp()` })
    .onConflict((conflict) => conflict.constraint('store_slug').doNothing())
    .returningAll()
    .executeTakeFirst()
}
