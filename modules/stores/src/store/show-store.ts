import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreDetail, storeRoutes } from '../contract.ts'
import { operationOnWire } from '../operation/operation-on-wire.ts'
import { newestOperation } from '../operation/operation-queries.ts'
import type { StoresContext, StoresParts } from '../parts.ts'
import { possibleActions } from './possible-actions.ts'
import { storeOnWire } from './store-on-wire.ts'
import { requireStore } from './store-queries.ts'
import { stepsOf } from './store-steps.ts'

/** A store with what is being done for it, and what may be asked for. */
export async function showStore(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['showStore']>,
  { engines }: Pick<StoresParts, 'engines'>,
): Promise<StoreDetail> {
  ctx.permit('stores.read')
  const store = await requireStore(ctx.kysely, ctx, params.id)
  const newest = await newestOperation(ctx.kysely, store.id)
  const all = engines.find(store.engine)?.driver.steps ?? new Set()
  return {
    ...storeOnWire(store),
    operation: newest ? operationOnWire(newest) : null,
    steps: newest ? await stepsOf(ctx.kysely, { newest, all }) : [],
    leftovers: [...(store.leftovers ?? [])],
    can: [...possibleActions({ store, newest })],
    readyAt: store.ready_at?.toISOString() ?? null,
    deletedAt: store.deleted_at?.toISOString() ?? null,
    lastEvent: store.last_event,
  }
}
