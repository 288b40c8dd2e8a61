import type { OperationKind, StoreAccepted } from '../contract.ts'
import { appendStoreEvent } from '../event/append-store-event.ts'
import { wishEvents } from '../event/store-event-types.ts'
import { operationOnWire } from '../operation/operation-on-wire.ts'
import {
  insertOperation,
  supersedeOpen,
  type OperationRecord,
} from '../operation/operation-queries.ts'
import type { StoresContext, StoresTransaction } from '../parts.ts'
import { storeOnWire } from './store-on-wire.ts'
import { saveWanted, type StoreRecord, type Wanted } from './store-queries.ts'

/** What somebody wants of a store. */
export interface Wish {
  readonly event: keyof typeof wishEvents
  readonly kind: OperationKind
  /** For the timeline. */
  readonly message: string
  readonly wanted: Partial<Omit<Wanted, 'changed_at'>> & Pick<Wanted, 'desired'>
  /** Ids, numbers and states alone. */
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * Writes down what is wanted of a store that this transaction has locked. What was asked for
 * before and is not done is superseded, and whoever works on it has lost the store.
 */
export async function makeWish(
  ctx: StoresContext,
  tx: StoresTransaction,
  { store, wish }: { readonly store: StoreRecord; readonly wish: Wish },
): Promise<StoreAccepted> {
  const { name, plan, version } = store
  await supersedeOpen(tx.kysely, store.id, ctx.now())
  const wanted = { name, plan, version, ...wish.wanted, changed_at: ctx.now() }
  const changed = await saveWanted(tx.kysely, store.id, wanted)
  return recordWish(ctx, tx, { store: changed, wish })
}

/** The operation of a wish that the store says already, told to everybody. */
export async function recordWish(
  ctx: StoresContext,
  tx: StoresTransaction,
  { store, wish }: { readonly store: StoreRecord; readonly wish: Wish },
): Promise<StoreAccepted> {
  const { actor, correlationId } = ctx
  const operation = await insertOperation(tx.kysely, {
    id: ctx.ids(),
    store_id: store.id,
    organisation_id: store.organisation_id,
    kind: wish.kind,
    state: 'queued',
    generation: store.generation,
    actor_id: actor.id,
    correlation_id: correlationId,
    created_at: ctx.now(),
  })
  const type = wishEvents[wish.event]
  const data = { operationId: operation.id, ...wish.data }
  await appendStoreEvent(tx.kysely, {
    storeId: store.id,
    type,
    message: wish.message,
    data,
    correlationId,
    actorId: actor.id,
    at: ctx.now(),
  })
  await tx.emit(type, { storeId: store.id, ...data }, store.id)
  return acceptedOf(store, operation)
}

export function acceptedOf(store: StoreRecord, operation: OperationRecord): StoreAccepted {
  return { store: storeOnWire(store), operation: operationOnWire(operation) }
}
