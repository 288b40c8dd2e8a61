import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { assetRoutes } from '../contract.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { assetOnWire } from './asset-on-wire.ts'
import { requireAsset } from './asset-rows.ts'

type Route = (typeof assetRoutes)['showAsset']

/** One picture, video or song. Throws `studio.unknownAsset`. */
export async function showAsset(
  ctx: StudioContext,
  { params }: RouteInput<Route>,
  { files }: Pick<StudioParts, 'files'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  return assetOnWire(await requireAsset(ctx.kysely, ctx, params.id), { files, now: ctx.now() })
}
