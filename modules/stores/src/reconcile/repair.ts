import { sql } from 'kysely'
import { slowestMs } from '../operation/operation-changes.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import { beginOwn } from './finish.ts'
import type { ReconcileParts } from './parts.ts'
import { tell, type Tx } from './record.ts'

/** A shop that stops is started again at once so many times in an hour. */
const repairedAtOnce = 3

/**
 * How long to leave a shop alone that has stopped: one that stops again and again does so longer
 * each time. Counted is what this process has lived to see, since shops end with their orchestrator
 * and are not to blame for that.
 */
export async function restBeforeRepairMs(
  { kysely }: Tx,
  { times, startedAt }: Pick<ReconcileParts, 'times' | 'startedAt'>,
  storeId: string,
): Promise<number> {
  const { rows } = await sql<{ repaired: number }>`
    select count(*)::int repaired from stores.operation
     where store_id = ${storeId} and kind = 'repair' and state = 'succeeded'
       and ended_at > greatest(clock_timestamp() - interval '1 hour', ${startedAt})`.execute(kysely)
  const tooMany = (rows[0]?.repaired ?? 0) - repairedAtOnce
  return tooMany < 0 ? 0 : Math.min(times.repairAgainMs * 2 ** tooMany, slowestMs)
}

export async function beginRepair(
  tx: Tx,
  parts: Pick<ReconcileParts, 'clock' | 'times'>,
  store: StoreRecord,
): Promise<void> {
  const own = { store, kind: 'repair', withinMs: parts.times.operationMs } as const
  const correlationId = await beginOwn(tx, parts, own)
  const about = { storeId: store.id, correlationId, at: parts.clock.now() }
  await tell(tx, about, { type: 'store.repairing', message: 'It is being repaired.' })
}
