import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { projectRoutes } from '../contract.ts'
import { editListsOf } from '../mix/edit-list.ts'
import type { StudioContext } from '../parts.ts'
import { findMixAssets } from './check-settings.ts'
import { footageOf } from './mix-inputs.ts'
import { mixSettingsOf, requireProject } from './project-rows.ts'

type Route = (typeof projectRoutes)['listEdits']

/**
 * What each variant would show, without making any. Throws `studio.unknownProject`, `wrongKind`,
 * `unknownAsset` and `tooShort`.
 */
export async function listEdits(
  ctx: StudioContext,
  { params }: Pick<RouteInput<Route>, 'params'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  const project = await requireProject(ctx.kysely, ctx, params.id)
  const settings = mixSettingsOf(project)
  const assets = await findMixAssets(ctx, settings)
  return { items: [...editListsOf({ settings, ...footageOf(assets) })] }
}
