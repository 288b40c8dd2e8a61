import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { assetRoutes } from '../contract.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { assetOnWire } from './asset-on-wire.ts'
import { lockAsset } from './asset-rows.ts'

type Route = (typeof assetRoutes)['renameAsset']

/** Gives an asset another name. Safe to call twice. */
export async function renameAsset(
  ctx: StudioContext,
  { params, body: { name } }: RouteInput<Route>,
  { files }: Pick<StudioParts, 'files'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.create')
  const asset = await ctx.transaction(async (tx) => {
    const before = await lockAsset(tx.kysely, ctx, params.id)
    if (before.name === name) return before
    await tx.emit('studio.assetChanged', { assetId: before.id }, before.id)
    return tx.kysely
      .updateTable('studio.asset')
      .set({ name })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  return assetOnWire(asset, { files, now: ctx.now() })
}
