import { sql, type Kysely } from 'kysely'
import { inMs } from '../claim/held-store.ts'
import type { KeptFailure, StoresTables } from '../tables.ts'
import type { OperationRecord } from './operation-queries.ts'

type Db = Kysely<StoresTables>

/** The operation that is queued or running, and whether its time is over by the database's clock. */
export async function openOperation(
  db: Db,
  storeId: string,
): Promise<(OperationRecord & { readonly is_late: boolean }) | undefined> {
  return db
    .selectFrom('stores.operation')
    .selectAll()
    .select(sql<boolean>`coalesce(deadline_at <= clock_timestamp(), false)`.as('is_late'))
    .where('store_id', '=', storeId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
}

/** From here its time runs; it goes on running when another orchestrator takes over. */
export async function startOperation(
  db: Db,
  storeId: string,
  { withinMs, at }: { readonly withinMs: number; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('stores.operation')
    .set({ state: 'running', started_at: at, deadline_at: inMs(withinMs) })
    .where('store_id', '=', storeId)
    .where('state', '=', 'queued')
    .execute()
}

/** Time of its own for undoing what an operation has done. */
export async function extendOperation(db: Db, id: string, withinMs: number): Promise<void> {
  await db
    .updateTable('stores.operation')
    .set({ deadline_at: inMs(withinMs) })
    .where('id', '=', id)
    .execute()
}

/** One more attempt at something of it that failed. */
export async function countAttempt(db: Db, id: string): Promise<void> {
  await db
    .updateTable('stores.operation')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function endOperation(
  db: Db,
  id: string,
  { failure, at }: { readonly failure?: KeptFailure | null | undefined; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('stores.operation')
    .set({
      state: failure ? 'failed' : 'succeeded',
      failure: failure ? JSON.stringify(failure) : null,
      ended_at: at,
    })
    .where('id', '=', id)
    .execute()
}

/** What is tried again by itself is tried at least this often. */
export const slowestMs = 3_600_000

/** When to begin again by itself what has just failed: later each time, until something succeeds. */
export async function slowlyMs(
  db: Db,
  { store_id: storeId, kind }: OperationRecord,
  firstMs: number,
): Promise<number> {
  const { rows } = await sql<{ failed: number }>`
    select count(*)::int failed from stores.operation
     where store_id = ${storeId} and kind = ${kind} and state = 'failed'
       and created_at > coalesce((select max(created_at) from stores.operation
         where store_id = ${storeId} and state = 'succeeded'), '-infinity')`.execute(db)
  return Math.min(firstMs * 2 ** Math.max(0, (rows[0]?.failed ?? 1) - 1), slowestMs)
}
