import type { Kysely, Selectable } from 'kysely'
import type { PaymentsTables } from '../tables.ts'

type Db = Kysely<PaymentsTables>

/** The version of the prices that counts at `now`. */
export async function currentVersion(db: Db, now: Date): Promise<number> {
  const { version } = await db
    .selectFrom('payments.credit_price_list')
    .select('version')
    .where('since', '<=', now)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return version
}

export interface Price {
  readonly version: number
  readonly operation: string
  /** For one of it. */
  readonly credits: number
}

/** What everything costs in a version, by its name. */
export async function pricesOf(db: Db, version: number): Promise<readonly Price[]> {
  return db
    .selectFrom('payments.credit_price')
    .selectAll()
    .where('version', '=', version)
    .orderBy('operation')
    .execute()
}

export type Pack = Selectable<PaymentsTables['payments.credit_pack']>

/** What can be bought in a version, smallest first. */
export async function packsOf(db: Db, version: number): Promise<readonly Pack[]> {
  return db
    .selectFrom('payments.credit_pack')
    .selectAll()
    .where('version', '=', version)
    .orderBy('credits')
    .execute()
}
