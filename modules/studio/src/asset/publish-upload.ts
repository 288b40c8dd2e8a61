import type { StoredFile } from '@holdfast/kernel/files'
import { readFrom } from '../adapters/bytes/joined.ts'
import type { Inspected } from '../inspect/inspect-file.ts'
import { adoptLooseFiles, giveUpLooseFiles, noteLooseFiles } from '../loose-file/loose-files.ts'
import type { StudioContext, StudioParts, StudioTransaction } from '../parts.ts'
import { takeRoom } from '../usage/room.ts'
import type { AssetRecord } from './asset-rows.ts'

/** What was uploaded, stored and noted, but in nobody's library yet. */
export interface StoredUpload {
  readonly inspected: Inspected
  readonly file: StoredFile
  readonly previewKey: string | null
  /** What was noted for it, to be adopted or given up. */
  readonly noted: readonly string[]
}

type Storing = Pick<StudioParts, 'files' | 'limits'>

/** Where the file itself is stored already, it is not stored again. */
export interface AlreadyStored {
  readonly asItCame?: StoredFile | undefined
  readonly signal: AbortSignal
}

/** Stores a file that was looked at, and its preview, each noted before its first byte. */
export async function storeUpload(
  ctx: StudioContext,
  inspected: Inspected,
  { files, limits, asItCame, signal }: Storing & AlreadyStored,
): Promise<StoredUpload> {
  const { previewPath, path, format } = inspected
  const isStored = inspected.isAsItCame && asItCame !== undefined
  const key = isStored ? asItCame.key : files.newKey()
  const previewKey = previewPath === undefined ? null : files.newKey()
  const noted = [...(isStored ? [] : [key]), ...(previewKey === null ? [] : [previewKey])]
  await ctx.transaction((tx) => noteLooseFiles(tx, noted, ctx.now()))
  try {
    const put = (from: string, to: string, contentType: string) =>
      files.put(readFrom(from), { key: to, contentType, maxBytes: limits.maxUploadBytes, signal })
    const file = isStored ? asItCame : await put(path, key, format.types[0] ?? '')
    if (previewPath !== undefined && previewKey !== null) {
      await put(previewPath, previewKey, 'image/webp')
    }
    return { inspected, file, previewKey, noted }
  } catch (error) {
    await forgetUpload(ctx, { noted })
    throw error
  }
}

/** What was stored will be removed, unless it was published after all. */
export async function forgetUpload(
  ctx: StudioContext,
  { noted }: Pick<StoredUpload, 'noted'>,
): Promise<void> {
  await ctx.transaction((tx) => giveUpLooseFiles(tx, noted, ctx.now()))
}

export interface NewAsset {
  readonly name: string
  readonly createdBy: string
  /** Whose room was set aside for it. */
  readonly uploadId?: string
}

/** Puts it into the library. Throws `studio.quotaExceeded`. */
export async function publishUpload(
  { ctx, tx, limits }: Publishing,
  { inspected, file, previewKey, noted }: StoredUpload,
  { name, createdBy, uploadId }: NewAsset,
): Promise<AssetRecord> {
  const person = { organisationId: ctx.organisationId, personId: createdBy }
  const own = uploadId === undefined ? {} : { uploadId }
  await takeRoom(tx, { ...person, bytes: file.bytes, ...own }, limits)
  await adoptLooseFiles(tx, noted)
  const { format } = inspected
  const asset = await tx.kysely
    .insertInto('studio.asset')
    .values({
      id: ctx.ids(),
      organisation_id: ctx.organisationId,
      kind: format.kind,
      origin: 'upload',
      name,
      content_type: format.types[0] ?? '',
      key: file.key,
      bytes: file.bytes,
      sha256: file.sha256,
      demuxer: format.demuxer ?? null,
      width: inspected.width ?? null,
      height: inspected.height ?? null,
      duration_ms: inspected.durationMs ?? null,
      has_audio: inspected.hasAudio,
      is_high_range: inspected.isHighRange,
      preview_key: previewKey,
      created_by: createdBy,
      created_at: ctx.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const { id: assetId, kind, origin } = asset
  await tx.emit('studio.assetAdded', { assetId, kind, origin }, assetId)
  return asset
}

export interface Publishing {
  readonly ctx: StudioContext
  readonly tx: StudioTransaction
  readonly limits: StudioParts['limits']
}
