import type { OperationKind, StoreAccepted } from '../contract.ts'
import { appendStoreEvents } from '../event/append-store-events.ts'
import { wishEvents } from '../event/store-event-types.ts'
import { operationOnWire } from '../operation/operation-on-wire.ts'
import { openOperation, type OperationRecord } from '../operation/operation-store.ts'
import type { StoresContext, StoresTransaction } from '../parts.ts'
import { storeOnWire } from './store-on-wire.ts'
import { saveWish, type StoreRecord, type Wish as Wanted } from './store-store.ts'

/** What somebody wants of a store. */
export interface Wish {
  readonly event: keyof typeof wishEvents
  readonly kind: OperationKind
  /** For the timeline. */
  readonly message: string
  readonly wanted: Pick<Wanted, 'desired' | 'name' | 'plan' | 'version'>
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
  const wanted = { ...wish.wanted, preempts: true, at: ctx.now() }
  const changed = await saveWish(tx.kysely, store.id, wanted)
  return recordWish(ctx, tx, { store: changed, wish })
}

/** The operation of a wish that the store says already, told to everybody. */
export async function recordWish(
  ctx: StoresContext,
  tx: StoresTransaction,
  { store, wish }: { readonly store: StoreRecord; readonly wish: Wish },
): Promise<StoreAccepted> {
  const { actor, correlationId } = ctx
  const cause = { storeId: store.id, actorId: actor.id, correlationId, at: ctx.now() }
  const operation = await openOperation(tx.kysely, {
    ...cause,
    id: ctx.ids(),
    organisationId: store.organisation_id,
    kind: wish.kind,
    generation: store.generation,
  })
  const type = wishEvents[wish.event]
  const data = { operationId: operation.id, ...wish.data }
  await appendStoreEvents(tx.kysely, cause, [{ type, message: wish.message, data }])
  await tx.emit(type, { storeId: store.id, ...data }, store.id)
  return acceptedOf(store, operation)
}

export function acceptedOf(store: StoreRecord, operation: OperationRecord): StoreAccepted {
  return { store: storeOnWire(store), operation: operationOnWire(operation) }
}
