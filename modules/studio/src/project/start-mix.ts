import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { projectRoutes } from '../contract.ts'
import { startJobs, type WantedJob } from '../job/start-jobs.ts'
import { editListsOf } from '../mix/edit-list.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { useMixAssets } from './check-settings.ts'
import { footageOf, mixInputOf } from './mix-inputs.ts'
import { assertVersion, lockProject, mixSettingsOf, type ProjectRecord } from './project-rows.ts'

type Route = (typeof projectRoutes)['startMix']

/**
 * A job for each wanted variant of the project as it is now, and its credits set aside: all of them
 * or none. Throws `studio.unknownProject`, `changedMeanwhile`, `wrongKind`, `unknownAsset`,
 * `tooShort`, `tooManyJobs` and `payments.insufficientCredits`.
 */
export async function startMix(
  ctx: StudioContext,
  { params, body }: Pick<RouteInput<Route>, 'params' | 'body'>,
  parts: Pick<StudioParts, 'credits' | 'limits'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.create')
  return ctx.transaction(async (tx) => {
    const project = await lockProject(tx.kysely, ctx, params.id)
    assertVersion(project, body.version)
    const settings = mixSettingsOf(project)
    const assets = await useMixAssets(ctx, tx, settings)
    const edits = editListsOf({ settings, ...footageOf(assets) })
    const wanted = wantedVariants(project, { asked: body.variants, most: edits.length })
    const jobs = edits
      .filter(({ variant }) => wanted.has(variant))
      .map((edit): WantedJob => {
        const name = `${project.name} ${edit.variant}`
        const input = mixInputOf({ name, settings, assets, edit })
        const { variant, seed } = edit
        return { kind: 'mix', title: name, input, projectId: project.id, variant, seed }
      })
    return { jobs: [...(await startJobs(ctx, jobs, { tx, parts }))] }
  })
}

interface Asked {
  readonly asked: readonly number[] | undefined
  readonly most: number
}

/** Throws `studio.changedMeanwhile` for one that the project does not have. */
function wantedVariants({ id, version }: ProjectRecord, { asked, most }: Asked) {
  const all = Array.from({ length: most }, (_, index) => index + 1)
  const wanted = new Set(asked ?? all)
  if ([...wanted].some((variant) => variant > most))
    throw problems.changedMeanwhile({ id, version, variants: most })
  return wanted
}
