import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { assetRoutes } from '../contract.ts'
import { downloadNameOf } from '../inspect/formats.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { requireAsset, type AssetRecord } from './asset-rows.ts'

type Route = (typeof assetRoutes)['linkToAsset']

/** Long enough to watch the longest video. */
const worksMs = 3_600_000

/** Addresses of an asset's file, to save and to show, for an hour. Whoever has one has the file. */
export async function linkToAsset(
  ctx: StudioContext,
  { params }: RouteInput<Route>,
  { files }: Pick<StudioParts, 'files'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  const asset = await requireAsset(ctx.kysely, ctx, params.id)
  const expiresAt = new Date(ctx.now().getTime() + worksMs)
  return { ...(await linksTo(asset, { files, expiresAt })), expiresAt: expiresAt.toISOString() }
}

/** The two addresses of an asset's file. */
export async function linksTo(
  asset: AssetRecord,
  { files, expiresAt }: { readonly files: StudioParts['files']; readonly expiresAt: Date },
): Promise<{ readonly downloadUrl: string; readonly viewUrl: string }> {
  const link = { expiresAt, fileName: downloadNameOf(asset), contentType: asset.content_type }
  const [downloadUrl, viewUrl] = await Promise.all([
    files.linkTo(asset.key, link),
    files.linkTo(asset.key, { ...link, disposition: 'inline' }),
  ])
  return { downloadUrl, viewUrl }
}
