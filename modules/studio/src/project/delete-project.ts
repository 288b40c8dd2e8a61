import type { RouteInput } from '@holdfast/kernel/contract'
import type { projectRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'

type Route = (typeof projectRoutes)['deleteProject']

/** Deletes a project; what was made of it stays. Safe to call twice. */
export async function deleteProject(
  ctx: StudioContext,
  { params: { id } }: Pick<RouteInput<Route>, 'params'>,
): Promise<undefined> {
  ctx.permit('studio.delete')
  await ctx.transaction(async (tx) => {
    const project = await tx.kysely
      .selectFrom('studio.project')
      .where('organisation_id', '=', ctx.organisationId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .select('deleted_at')
      .executeTakeFirst()
    if (!project) throw problems.unknownProject({ id })
    if (project.deleted_at !== null) return
    await tx.kysely
      .updateTable('studio.project')
      .set({ deleted_at: ctx.now() })
      .where('id', '=', id)
      .execute()
    await tx.emit('studio.projectChanged', { projectId: id }, id)
  })
}
