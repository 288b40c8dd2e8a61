import type { RouteInput } from '@holdfast/kernel/contract'
import { bindFollowable, type StreamCall } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import type { ObjectStreams } from '@holdfast/kernel/realtime'
import { storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { requireStore } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'
import { readStoreEvents } from './read-store-events.ts'

type Route = (typeof storeRoutes)['streamStoreEvents']

/** Notified by the table itself, in the transaction of each event. */
const channel = 'stores_event'

/** Throws `stores.unknownStore` before anything is streamed. */
export async function findFollowed(
  ctx: StoresContext,
  { params }: Pick<RouteInput<Route>, 'params'>,
): Promise<void> {
  ctx.permit('stores.read')
  await requireStore(ctx.kysely, ctx, params.id)
}

/** Tells what happens to a store while it does, everything that was missed before. */
export function followStore({
  database,
  streams,
}: {
  readonly database: Database<unknown>
  readonly streams: Pick<ObjectStreams, 'open'>
}) {
  return async (call: StreamCall): Promise<void> => {
    const { id } = storeRoutes.streamStoreEvents.request.params.parse(call.params)
    const storeId = id.toLowerCase()
    await streams.open(call, {
      channel,
      id: storeId,
      read: (after, limit) =>
        readStoreEvents(database.withTypes<StoresTables>().kysely, { storeId, after, limit }),
    })
  }
}

/** The same over the WebSocket that a client has already. */
export const followableStore = bindFollowable<StoresTables>({
  name: 'stores.store',
  id: storeRoutes.streamStoreEvents.request.params.shape.id.toLowerCase(),
  channel,
  find: (ctx, id) => findFollowed(ctx, { params: { id } }),
  read: (db, { id, after, limit }) => readStoreEvents(db, { storeId: id, after, limit }),
})
