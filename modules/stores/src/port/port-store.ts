import { sql, type Kysely } from 'kysely'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>

export interface PortRange {
  readonly from: number
  /** Included. */
  readonly to: number
}

export interface PortWish extends PortRange {
  readonly storeId: string
  /** Whether nobody else on this machine listens there. */
  readonly isFree: (port: number) => Promise<boolean>
}

const attempts = 50

/**
 * The loopback port of a store: the one it has, or one of the range that becomes its own. Two
 * stores never have one port, however many ask at once. Undefined when the range is used up.
 */
export async function reservePort(db: Db, wish: PortWish): Promise<number | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const own = await portOf(db, wish.storeId)
    if (own !== undefined) return own
    const port = await anyUntaken(db, wish)
    // The last one may just have become this store's own, for another holder of it.
    if (port === undefined) return portOf(db, wish.storeId)
    if (await wish.isFree(port)) await take(db, wish.storeId, port)
  }
  return undefined
}

export async function portOf(db: Db, storeId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('stores.port')
    .select('port')
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  return row?.port
}

/** Gives the port back, once nothing of the store listens there any more. */
export async function releasePort(db: Db, storeId: string): Promise<void> {
  await db.deleteFrom('stores.port').where('store_id', '=', storeId).execute()
}

/** At random, so that those who ask at once rarely want the same. */
async function anyUntaken(db: Db, { from, to }: PortRange): Promise<number | undefined> {
  const { rows } = await sql<{ port: number }>`
    select port from generate_series(${from}::int, ${to}::int) port
     where not exists (select from stores.port taken where taken.port = port.port)
     order by random() limit 1`.execute(db)
  return rows[0]?.port
}

/** Does nothing when another store was quicker, or another holder of this one. */
async function take(db: Db, storeId: string, port: number): Promise<void> {
  await db
    .insertInto('stores.port')
    .values({ port, store_id: storeId, taken_at: sql<Date>`clock_timestamp()` })
    .onConflict((on) => on.doNothing())
    .execute()
}
