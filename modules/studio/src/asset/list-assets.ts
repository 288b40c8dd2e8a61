import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { z } from 'zod'
import type { assetRoutes } from '../contract.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { assetOnWire } from './asset-on-wire.ts'
import { selectAssets, type AssetRecord } from './asset-rows.ts'

type Route = (typeof assetRoutes)['listAssets']

// Ids begin with the time at which they were given.
const pager = createPager({
  columns: ['a.id'],
  direction: 'desc',
  key: z.tuple([z.uuid()]),
  keyOf: ({ id }: AssetRecord) => [id] as const,
})

/** One page of the library, newest first. With an offset, also how many there are. */
export async function listAssets(
  ctx: StudioContext,
  { query }: RouteInput<Route>,
  { files }: Pick<StudioParts, 'files'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  const { id = [], kind = [], origin = [], search = '' } = query
  let wanted = selectAssets(ctx.kysely, ctx)
  if (id.length > 0) wanted = wanted.where('a.id', 'in', id)
  if (kind.length > 0) wanted = wanted.where('a.kind', 'in', kind)
  if (origin.length > 0) wanted = wanted.where('a.origin', 'in', origin)
  if (search !== '') wanted = wanted.where('a.name', 'ilike', `%${literally(search)}%`)
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows, query, total)
  const shown = { files, now: ctx.now() }
  return { items: await Promise.all(items.map((asset) => assetOnWire(asset, shown))), page }
}

function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
}

async function count(assets: ReturnType<typeof selectAssets>): Promise<number> {
  const row = await assets
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
