import type { RouteInput } from '@holdfast/kernel/contract'
import type { Project, projectRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { checkAvatarAssets, findMixAssets } from './check-settings.ts'
import { projectOnWire } from './project-rows.ts'

type Route = (typeof projectRoutes)['createProject']

/** Begins a project. Throws `studio.unknownAsset` and `wrongKind`. */
export async function createProject(
  ctx: StudioContext,
  { body }: Pick<RouteInput<Route>, 'body'>,
): Promise<Project> {
  ctx.permit('studio.create')
  if (body.kind === 'mix') await findMixAssets(ctx, body.settings)
  else await checkAvatarAssets(ctx, body.settings)
  const now = ctx.now()
  return ctx.transaction(async (tx) => {
    const row = await tx.kysely
      .insertInto('studio.project')
      .values({
        id: ctx.ids(),
        organisation_id: ctx.organisationId,
        kind: body.kind,
        name: body.name,
        settings: JSON.stringify(body.settings),
        created_by: ctx.actor.id,
        created_at: now,
        changed_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await tx.emit('studio.projectChanged', { projectId: row.id }, row.id)
    return projectOnWire(row)
  })
}
