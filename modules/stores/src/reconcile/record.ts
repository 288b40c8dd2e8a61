import type { Transaction } from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import { inMs, lockHeld } from '../claim/held-store.ts'
import { appendStoreEvent, type NewStoreEvent } from '../event/append-store-event.ts'
import { orchestratorActor } from '../store/change-phase.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'
import type { Holding, ReconcileParts } from './parts.ts'

export type Tx = Transaction<StoresTables>

/** Writes what was done, all of it or nothing; `LeaseLost` when the store is another's by now. */
export async function record<T>(
  { database }: Pick<ReconcileParts, 'database'>,
  { held }: Pick<Holding, 'held'>,
  write: (tx: Tx, store: StoreRecord) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => write(tx, await lockHeld(tx.kysely, held)))
}

type Told = Pick<NewStoreEvent, 'type' | 'level' | 'step' | 'message' | 'data'>

/** A line in the store's timeline, by the orchestrator. */
export async function tell(
  tx: Tx,
  { storeId, correlationId, at }: Pick<NewStoreEvent, 'storeId' | 'correlationId' | 'at'>,
  event: Told,
): Promise<void> {
  const actorId = orchestratorActor
  await appendStoreEvent(tx.kysely, { ...event, storeId, correlationId, actorId, at })
}

/** Looked at again after a while, whoever does it then. */
export async function lookAgain(tx: Tx, id: string, afterMs: number): Promise<void> {
  await tx.kysely
    .updateTable('stores.store')
    .set({ next_at: inMs(afterMs) })
    .where('id', '=', id)
    .execute()
}

/** Looked at again when something is wanted or noticed; at once when it was since the claim. */
export async function letRest(tx: Tx, id: string): Promise<void> {
  const next = sql<Date | null>`case when next_at > claimed_at then next_at end`
  await tx.kysely.updateTable('stores.store').set({ next_at: next }).where('id', '=', id).execute()
}
