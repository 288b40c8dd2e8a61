import { LeaseLost, type LeasedRow } from '@holdfast/kernel/lease'
import type { Database } from '@holdfast/kernel/postgres'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { StoreRecord } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>

/** A store in somebody's hands. Whoever claims it later has a greater fence. */
export interface HeldStore {
  readonly id: string
  readonly owner: string
  readonly fence: number
}

/** The channel on which the id of a store is told that has something new to do. */
export const wakeChannel = 'stores_wake'

/** The store, locked until the transaction ends. Throws `LeaseLost` when it is another's. */
export async function lockHeld(db: Db, held: HeldStore): Promise<StoreRecord> {
  const row = await db
    .selectFrom('stores.store')
    .selectAll()
    .where(isHeld(held))
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw lostOf(held)
  return row
}

/** The store as it is now. Throws `LeaseLost` when it is another's. */
export async function requireHeld(db: Db, held: HeldStore): Promise<StoreRecord> {
  const row = await db.selectFrom('stores.store').selectAll().where(isHeld(held)).executeTakeFirst()
  if (!row) throw lostOf(held)
  return row
}

/** Throws `LeaseLost` when the store is another's. */
export async function assertHeld(db: Db, held: HeldStore): Promise<void> {
  const row = await db
    .selectFrom('stores.store')
    .select('id')
    .where(isHeld(held))
    .executeTakeFirst()
  if (!row) throw lostOf(held)
}

/** Renews and lets go. What is still to be done is told to everybody when it is let go. */
export function leasedStore(
  { kysely }: Database<StoresTables>,
  held: HeldStore,
  leaseMs: number,
): LeasedRow {
  return {
    async renew() {
      const renewed = await sql`
        update stores.store set lease_until = ${inMs(leaseMs)} where ${isHeld(held)}
      `.execute(kysely)
      return renewed.numAffectedRows === 1n
    },
    async release() {
      await sql`
        with released as (
          update stores.store set owner = null, lease_until = null where ${isHeld(held)}
          returning id, next_at
        )
        select pg_notify(${wakeChannel}, id::text) from released
         where next_at <= clock_timestamp()`.execute(kysely)
    },
  }
}

/** A moment by the clock of the database. */
export function inMs(ms: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`
}

function isHeld({ id, owner, fence }: HeldStore): RawBuilder<boolean> {
  return sql<boolean>`(id = ${id} and fence = ${fence} and owner = ${owner})`
}

function lostOf({ id }: HeldStore): LeaseLost {
  return new LeaseLost(`the store ${id} is another’s, or nobody’s`)
}
