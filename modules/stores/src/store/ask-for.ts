import type { StoreAccepted, StoreAction } from '../contract.ts'
import { newestOperation, type OperationRecord } from '../operation/operation-queries.ts'
import type { StoresContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { acceptedOf, makeWish, type Wish } from './make-wish.ts'
import { possibleActions } from './possible-actions.ts'
import { lockStore, type StoreRecord } from './store-queries.ts'

export interface Found {
  readonly store: StoreRecord
  readonly newest: OperationRecord
}

export interface Ask {
  readonly storeId: string
  readonly action: StoreAction
  /** Whether it has been asked for already: then what was answered is answered again. */
  isAsked(found: Found): boolean
  wishOf(found: Found): Wish
}

/** Asks for one thing of a store, once. Throws `stores.unknownStore` and `stores.wrongPhase`. */
export async function askFor(
  ctx: StoresContext,
  { storeId, action, isAsked, wishOf }: Ask,
): Promise<StoreAccepted> {
  return ctx.transaction(async (tx) => {
    const store = await lockStore(tx.kysely, ctx, storeId)
    const newest = await newestOperation(tx.kysely, storeId)
    if (!newest) throw new Error(`nobody ever asked for the store ${storeId}`)
    const found = { store, newest }
    if (isAsked(found)) return acceptedOf(store, newest)
    const possible = possibleActions(found)
    if (!possible.includes(action)) {
      const { phase, desired } = store
      throw problems.wrongPhase({ action, phase, desired, possible })
    }
    return makeWish(ctx, tx, { store, wish: wishOf(found) })
  })
}
