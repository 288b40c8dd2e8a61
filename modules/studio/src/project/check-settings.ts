import { selectAssets, useAssets, type AssetRecord } from '../asset/asset-rows.ts'
import type { AvatarSettings, MixSettings } from '../contract.ts'
import type { StudioContext, StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'

export interface MixAssets {
  /** In the order of the clips. */
  readonly clips: readonly AssetRecord[]
  readonly song: AssetRecord | undefined
}

/**
 * What a mix is made of, as the library has it now. Throws `studio.unknownAsset` and `wrongKind`.
 */
export async function findMixAssets(
  ctx: Pick<StudioContext, 'kysely' | 'organisationId'>,
  settings: MixSettings,
): Promise<MixAssets> {
  const ids = idsOf(settings)
  const rows = await selectAssets(ctx.kysely, ctx).where('a.id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found = ids.map((id) => {
    const asset = byId.get(id.toLowerCase())
    if (!asset) throw problems.unknownAsset({ id })
    return asset
  })
  return asMixAssets(settings, found)
}

/** The same, and nobody deletes any of it before this transaction ends. */
export async function useMixAssets(
  ctx: Pick<StudioContext, 'organisationId'>,
  tx: StudioTransaction,
  settings: MixSettings,
): Promise<MixAssets> {
  return asMixAssets(settings, await useAssets(tx.kysely, ctx, idsOf(settings)))
}

function idsOf({ clips, song }: MixSettings): readonly string[] {
  return [...clips.map(({ assetId }) => assetId), ...(song ? [song.assetId] : [])]
}

/** The sound of a video is taken for a song as well. */
function asMixAssets({ clips }: MixSettings, assets: readonly AssetRecord[]): MixAssets {
  const shown = assets.slice(0, clips.length)
  const song = assets[clips.length]
  const wrong = shown.find(({ kind }) => kind !== 'video') ?? (song?.has_audio ? undefined : song)
  if (wrong) throw problems.wrongKind({ assetId: wrong.id, kind: wrong.kind })
  return { clips: shown, song }
}

/** Throws `studio.unknownAsset` and `wrongKind` for a picture that is none of the library's. */
export async function checkAvatarAssets(
  ctx: Pick<StudioContext, 'kysely' | 'organisationId'>,
  settings: AvatarSettings,
): Promise<void> {
  if (settings.from !== 'picture') return
  const { assetId } = settings
  const asset = await selectAssets(ctx.kysely, ctx).where('a.id', '=', assetId).executeTakeFirst()
  if (!asset) throw problems.unknownAsset({ assetId })
  if (asset.kind !== 'image') throw problems.wrongKind({ assetId, kind: asset.kind })
}
