import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { requireStore } from '../store/store-queries.ts'
import { readStoreEvents } from './read-store-events.ts'

type Route = (typeof storeRoutes)['listStoreEvents']

/** One page of what happened to a store, oldest first; the next one is behind its last sequence. */
export async function listStoreEvents(
  ctx: StoresContext,
  { params, query: { after, limit } }: RouteInput<Route>,
): Promise<RouteOutput<Route>> {
  ctx.permit('stores.read')
  const { id: storeId } = await requireStore(ctx.kysely, ctx, params.id)
  const events = await readStoreEvents(ctx.kysely, { storeId, after, limit: limit + 1 })
  const items = events.slice(0, limit)
  return { items, page: { limit, hasMore: events.length > limit } }
}
