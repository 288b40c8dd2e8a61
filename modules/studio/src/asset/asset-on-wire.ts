import type { Asset } from '../contract.ts'
import type { StudioParts } from '../parts.ts'
import type { AssetRecord } from './asset-rows.ts'

const hourMs = 3_600_000

/** An asset as the API shows it, with an address of its preview for about an hour. */
export async function assetOnWire(
  asset: AssetRecord,
  { files, now }: { readonly files: StudioParts['files']; readonly now: Date },
): Promise<Asset> {
  return {
    id: asset.id,
    kind: asset.kind,
    origin: asset.origin,
    name: asset.name,
    contentType: asset.content_type,
    bytes: asset.bytes,
    width: asset.width,
    height: asset.height,
    durationMs: asset.duration_ms,
    hasAudio: asset.has_audio,
    label: asset.label,
    attribution: asset.attribution,
    previewUrl: await previewUrl(asset, { files, now }),
    jobId: asset.job_id,
    createdBy: asset.created_by,
    createdAt: asset.created_at.toISOString(),
  }
}

async function previewUrl(
  { preview_key: key }: AssetRecord,
  { files, now }: { readonly files: StudioParts['files']; readonly now: Date },
): Promise<string | null> {
  if (key === null) return null
  return files.linkTo(key, {
    // The same for all answers of half an hour, so that browsers keep the picture.
    expiresAt: new Date((Math.floor(now.getTime() / (hourMs / 2)) + 2) * (hourMs / 2)),
    fileName: 'preview.webp',
    contentType: 'image/webp',
    disposition: 'inline',
  })
}
