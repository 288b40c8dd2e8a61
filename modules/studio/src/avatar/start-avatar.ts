import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { useAssets } from '../asset/asset-rows.ts'
import type { avatarRoutes, AvatarSettings } from '../contract.ts'
import { startJobs, type WantedJob } from '../job/start-jobs.ts'
import type { StudioContext, StudioParts, StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { AvatarEngine } from './avatar-engine.ts'
import type { AvatarInput } from './avatar-input.ts'

type Route = (typeof avatarRoutes)['startAvatar']
export type AvatarParts = Pick<StudioParts, 'credits' | 'limits'> & {
  readonly engines: readonly AvatarEngine[]
}

/**
 * Asks for an avatar; a worker makes it. Throws `studio.unknownAsset`, `wrongKind`,
 * `unknownProject`, `unknownEngine`, `unknownStyle`, `promptMissing`, `tooManyJobs` and
 * `payments.insufficientCredits`.
 */
export async function startAvatar(
  ctx: StudioContext,
  { body: { name = 'Avatar', settings, projectId } }: Pick<RouteInput<Route>, 'body'>,
  parts: AvatarParts,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.create')
  if (settings.from === 'engine') assertDrawable(settings, parts.engines)
  return ctx.transaction(async (tx) => {
    if (projectId !== undefined) await requireAvatarProject(ctx, tx, projectId)
    const pictureKey =
      settings.from === 'picture' ? await pictureKeyOf(ctx, tx, settings.assetId) : undefined
    const input: AvatarInput = { name, settings, ...(pictureKey ? { pictureKey } : {}) }
    const wanted: WantedJob = {
      kind: settings.from === 'picture' ? 'avatarUpload' : 'avatarGenerate',
      title: name,
      input,
      ...(projectId === undefined ? {} : { projectId }),
    }
    return { jobs: [...(await startJobs(ctx, [wanted], { tx, parts }))] }
  })
}

type EngineSettings = Extract<AvatarSettings, { readonly from: 'engine' }>

function assertDrawable(settings: EngineSettings, engines: readonly AvatarEngine[]): void {
  const engine = engines.find(({ name }) => name === settings.engine)
  if (!engine) throw problems.unknownEngine({ engine: settings.engine })
  if (engine.reads && (settings.prompt ?? '') === '') throw problems.promptMissing()
  const { styles } = engine
  if (styles.length > 0 && !styles.some(({ name }) => name === settings.style)) {
    throw problems.unknownStyle({ style: settings.style })
  }
}

async function requireAvatarProject(
  ctx: StudioContext,
  { kysely }: StudioTransaction,
  projectId: string,
): Promise<void> {
  const project = await kysely
    .selectFrom('studio.project')
    .select('kind')
    .where('organisation_id', '=', ctx.organisationId)
    .where('id', '=', projectId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (project?.kind !== 'avatar') throw problems.unknownProject({ projectId })
}

/** Nobody can delete it before the job is there. */
async function pictureKeyOf(
  ctx: StudioContext,
  { kysely }: StudioTransaction,
  assetId: string,
): Promise<string> {
  const [asset] = await useAssets(kysely, ctx, [assetId])
  if (asset?.kind !== 'image') throw problems.wrongKind({ assetId, kind: asset?.kind })
  return asset.key
}
