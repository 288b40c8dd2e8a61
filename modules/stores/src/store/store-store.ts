import { sql, type Kysely, type Selectable } from 'kysely'
import type { Desired, Plan } from '../contract/states.ts'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>

/** A store as it stands in its table. */
export type StoreRecord = Selectable<StoresTables['stores.store']>

export async function readStore(db: Db, id: string): Promise<StoreRecord | undefined> {
  return db.selectFrom('stores.store').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Of one organisation, and locked until the end of the transaction. */
export async function lockStoreOf(
  db: Db,
  organisationId: string,
  id: string,
): Promise<StoreRecord | undefined> {
  return db
    .selectFrom('stores.store')
    .selectAll()
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst()
}

export interface Wish {
  readonly desired?: Desired
  readonly name?: string
  readonly plan?: Plan
  readonly version?: string
  /** Takes the store from whoever works on it, at once: for `cancelled` and `deleted`. */
  readonly preempts: boolean
  readonly at: Date
}

/** Writes down what is wanted now, as a new generation, and wakes the orchestrators. */
export async function saveWish(db: Db, id: string, wish: Wish): Promise<StoreRecord> {
  const { preempts, at, ...wanted } = wish
  return db
    .updateTable('stores.store')
    .set((eb) => ({
      ...wanted,
      generation: eb('generation', '+', 1),
      changed_at: at,
      next_at: sql<Date>`clock_timestamp()`,
      ...(preempts ? { fence: eb('fence', '+', 1), owner: null, lease_until: null } : {}),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
