import type { Transaction } from '@holdfast/kernel/postgres'
import { newId } from '@holdfast/kernel/ids'
import { openOperation, startOperation } from '../operation/operation-changes.ts'
import { changePhase } from '../store/change-phase.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'

interface Beginning {
  readonly now: () => Date
  readonly operationMs: number
}

/** Says that a store was seen and has to wait, and lets it go again. */
export async function putInQueue(
  tx: Transaction<StoresTables>,
  store: StoreRecord,
  { now }: Beginning,
): Promise<void> {
  const correlationId = await correlationOf(tx, store)
  const set = { owner: null, lease_until: null }
  await changePhase(tx, store, { phase: 'queued', correlationId, at: now(), set })
}

/** The moment from which a store is counted among those that are being made. */
export async function beginProvisioning(
  tx: Transaction<StoresTables>,
  store: StoreRecord,
  { now, operationMs }: Beginning,
): Promise<void> {
  const at = now()
  const correlationId = await correlationOf(tx, store)
  if (store.phase === 'requested') {
    await changePhase(tx, store, { phase: 'queued', correlationId, at })
  }
  const queued: StoreRecord = { ...store, phase: 'queued' }
  await changePhase(tx, queued, { phase: 'provisioning', correlationId, at })
  await startOperation(tx.kysely, store.id, { withinMs: operationMs, at })
}

async function correlationOf(tx: Transaction<StoresTables>, { id }: StoreRecord): Promise<string> {
  return (await openOperation(tx.kysely, id))?.correlation_id ?? newId()
}
