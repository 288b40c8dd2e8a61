import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { z } from 'zod'
import type { storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { storeOnWire } from './store-on-wire.ts'
import { selectStores, type StoreRecord } from './store-queries.ts'

type Route = (typeof storeRoutes)['listStores']

// Ids begin with the time at which they were given.
const pager = createPager({
  columns: ['s.id'],
  direction: 'desc',
  key: z.tuple([z.uuid()]),
  keyOf: ({ id }: StoreRecord) => [id] as const,
})

/**
 * One page of the organisation's stores, newest first; deleted ones when they are asked for. With
 * an offset, also how many there are.
 */
export async function listStores(
  ctx: StoresContext,
  { query }: RouteInput<Route>,
): Promise<RouteOutput<Route>> {
  ctx.permit('stores.read')
  const { state = [], engine } = query
  let wanted = selectStores(ctx.kysely, ctx)
  wanted =
    state.length > 0
      ? wanted.where('s.phase', 'in', state)
      : wanted.where('s.phase', '!=', 'deleted')
  if (engine !== undefined) wanted = wanted.where('s.engine', '=', engine)
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows, query, total)
  return { items: items.map(storeOnWire), page }
}

async function count(stores: ReturnType<typeof selectStores>): Promise<number> {
  const row = await stores
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
