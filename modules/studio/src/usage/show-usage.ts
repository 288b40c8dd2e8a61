import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { assetRoutes } from '../contract.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { usageOf } from './room.ts'

type Route = (typeof assetRoutes)['showUsage']

/** How much room the caller uses and may use. */
export async function showUsage(
  ctx: StudioContext,
  _input: RouteInput<Route>,
  { limits }: Pick<StudioParts, 'limits'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  const { organisationId, actor } = ctx
  return usageOf(ctx.kysely, { organisationId, personId: actor.id }, limits)
}
