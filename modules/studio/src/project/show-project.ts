import type { RouteInput } from '@holdfast/kernel/contract'
import type { Project, projectRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { projectOnWire, requireProject } from './project-rows.ts'

type Route = (typeof projectRoutes)['showProject']

/** Throws `studio.unknownProject`. */
export async function showProject(
  ctx: StudioContext,
  { params }: Pick<RouteInput<Route>, 'params'>,
): Promise<Project> {
  ctx.permit('studio.read')
  return projectOnWire(await requireProject(ctx.kysely, ctx, params.id))
}
