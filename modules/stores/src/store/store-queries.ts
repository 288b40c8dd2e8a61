import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import { problems } from '../problems.ts'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>
type Table = StoresTables['stores.store']

/** A store as it is kept. */
export type StoreRecord = Selectable<Table>

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
  const locked = selectStores(db, reach).where('s.id', '=', id).forNoKeyUpdate('s')
  const store = await locked.executeTakeFirst()
  if (!store) throw problems.unknownStore({ id })
  return store
}

/** Undefined when another store has its slug. */
export async function insertStore(
  db: Db,
  store: Insertable<Table>,
): Promise<StoreRecord | undefined> {
  return db
    .insertInto('stores.store')
    .values({ ...store, next_at: sql<Date>`clock_timestamp()` })
    .onConflict((conflict) => conflict.constraint('store_slug').doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** What somebody wants of a store that there is already. */
export type Wanted = Pick<StoreRecord, 'desired' | 'name' | 'plan' | 'version' | 'changed_at'>

/**
 * Writes what is wanted as a new generation. Whoever works on the store has lost it by that: what
 * they do now is refused by its fence, and the next one sees what is wanted at once.
 */
export async function saveWanted(db: Db, id: string, wanted: Wanted): Promise<StoreRecord> {
  return db
    .updateTable('stores.store')
    .set((column) => ({
      ...wanted,
      generation: column('generation', '+', 1),
      fence: column('fence', '+', 1),
      owner: null,
      lease_until: null,
      next_at: sql<Date>`clock_timestamp()`,
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
