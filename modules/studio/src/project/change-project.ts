import type { RouteInput } from '@holdfast/kernel/contract'
import type { AvatarSettings, MixSettings, Project, projectRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { checkAvatarAssets, findMixAssets } from './check-settings.ts'
import { assertVersion, lockProject, projectOnWire, type ProjectRecord } from './project-rows.ts'

type Route = (typeof projectRoutes)['changeProject']

/**
 * Changes the name or the settings. Throws `studio.changedMeanwhile` when it is not the version that
 * was looked at, `studio.wrongKind` for settings or files of another kind, `studio.unknownProject`
 * and `unknownAsset`.
 */
export async function changeProject(
  ctx: StudioContext,
  { params, body }: Pick<RouteInput<Route>, 'params' | 'body'>,
): Promise<Project> {
  ctx.permit('studio.create')
  return ctx.transaction(async (tx) => {
    const project = await lockProject(tx.kysely, ctx, params.id)
    assertVersion(project, body.version)
    const { settings, name = project.name } = body
    if (settings)
      await checkSettings(
        { kysely: tx.kysely, organisationId: ctx.organisationId },
        project,
        settings,
      )
    const row = await tx.kysely
      .updateTable('studio.project')
      .set({
        name,
        ...(settings ? { settings: JSON.stringify(settings) } : {}),
        version: project.version + 1,
        changed_at: ctx.now(),
      })
      .where('id', '=', project.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await tx.emit('studio.projectChanged', { projectId: row.id }, row.id)
    return projectOnWire(row)
  })
}

async function checkSettings(
  source: Pick<StudioContext, 'kysely' | 'organisationId'>,
  { id, kind }: ProjectRecord,
  settings: MixSettings | AvatarSettings,
): Promise<void> {
  const given = 'clips' in settings ? 'mix' : 'avatar'
  if (kind !== given) throw problems.wrongKind({ projectId: id, kind, given })
  if ('clips' in settings) await findMixAssets(source, settings)
  else await checkAvatarAssets(source, settings)
}
