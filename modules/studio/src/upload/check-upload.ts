import { Problem } from '@holdfast/kernel/problems'
import { joined, writeTo } from '../adapters/bytes/joined.ts'
import { openAttemptFolder } from '../adapters/ffmpeg/attempt-folders.ts'
import {
  forgetUpload,
  publishUpload,
  storeUpload,
  type StoredUpload,
} from '../asset/publish-upload.ts'
import { inspectFile } from '../inspect/inspect-file.ts'
import { giveUpLooseFiles, releaseFiles } from '../loose-file/loose-files.ts'
import { sweepSoon } from '../loose-file/sweep-files.ts'
import type { StudioJob, StudioParts, StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { titleOf } from './file-name.ts'
import { partsOfUpload, takeParts, type UploadPart, type UploadRecord } from './upload-rows.ts'

export type CheckParts = Pick<StudioParts, 'files' | 'limits' | 'media' | 'workFolder'>

/**
 * Takes an upload that has come in full into the library, or refuses it for good and says why.
 * Trouble that may pass is thrown, and the whole is done again. Nothing of it happens twice.
 */
export async function lookAtUpload(
  ctx: StudioJob,
  { uploadId }: { readonly uploadId: string },
  parts: CheckParts,
): Promise<void> {
  const upload = await findChecking(ctx, uploadId)
  if (!upload) return
  const outcome = await storedOrRefused(ctx, upload, parts)
  if (outcome instanceof Problem) return ctx.settle((tx) => refuse(ctx, tx, { upload, outcome }))
  try {
    await ctx.settle((tx) => publishOrRefuse(ctx, tx, { upload, stored: outcome, parts }))
  } catch (error) {
    await forgetUpload(ctx, outcome)
    throw error
  }
}

async function findChecking(
  { kysely, organisationId }: StudioJob,
  id: string,
): Promise<UploadRecord | undefined> {
  return kysely
    .selectFrom('studio.upload')
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'checking')
    .selectAll()
    .executeTakeFirst()
}

async function storedOrRefused(
  ctx: StudioJob,
  upload: UploadRecord,
  parts: CheckParts,
): Promise<StoredUpload | Problem> {
  const { media, workFolder } = parts
  const { signal } = ctx
  await using folder = await openAttemptFolder(workFolder, `upload-${upload.id}`)
  const path = `${folder.path}/upload`
  const pieces = await partsOfUpload(ctx.kysely, upload.id)
  const written = await writeTo(path, joined(pieces.map((piece) => opening(piece, parts))), signal)
  if (written.bytes !== upload.length) throw new Error('a piece of the upload is missing')
  try {
    const words = { fileName: upload.file_name, declaredType: upload.declared_type ?? undefined }
    const inspected = await inspectFile({ ...words, path, folder: folder.path, signal }, media)
    const [only, second] = pieces
    const asItCame = only && !second ? { key: only.key, ...written } : undefined
    return await storeUpload(ctx, inspected, { ...parts, asItCame, signal })
  } catch (error) {
    if (isRefusal(error)) return error
    throw error
  }
}

function opening({ key }: UploadPart, { files }: CheckParts) {
  return () => files.read(key)
}

const refusals: ReadonlySet<string> = new Set(
  [
    problems.notTaken,
    problems.notWhatItSays,
    problems.unreadable,
    problems.tooComplex,
    problems.quotaExceeded,
  ].map(({ definition }) => definition.code),
)

/** Something about the file, which trying again would not change. */
function isRefusal(error: unknown): error is Problem {
  return error instanceof Problem && refusals.has(error.code)
}

interface Publishing {
  readonly upload: UploadRecord
  readonly stored: StoredUpload
  readonly parts: CheckParts
}

/** The room may be gone by now, as when a picture has become larger. */
async function publishOrRefuse(
  ctx: StudioJob,
  tx: StudioTransaction,
  publishing: Publishing,
): Promise<void> {
  try {
    await tx.nested((inner) => publish(ctx, inner, publishing))
  } catch (error) {
    if (!isRefusal(error)) throw error
    await giveUpLooseFiles(tx, publishing.stored.noted, ctx.now())
    await refuse(ctx, tx, { upload: publishing.upload, outcome: error })
  }
}

async function publish(
  ctx: StudioJob,
  tx: StudioTransaction,
  { upload, stored, parts: { limits } }: Publishing,
): Promise<void> {
  const { id: uploadId, created_by: createdBy, file_name: fileName } = upload
  const name = titleOf(fileName)
  const asset = await publishUpload({ ctx, tx, limits }, stored, { name, createdBy, uploadId })
  const keys = await takeParts(tx.kysely, uploadId)
  await endWith(ctx, tx, { upload, set: { state: 'done', asset_id: asset.id } })
  await release(
    ctx,
    tx,
    keys.filter((key) => key !== asset.key),
  )
}

async function refuse(
  ctx: StudioJob,
  tx: StudioTransaction,
  { upload, outcome }: { readonly upload: UploadRecord; readonly outcome: Problem },
): Promise<void> {
  const refusal = JSON.stringify({ code: outcome.code, message: outcome.say })
  await endWith(ctx, tx, { upload, set: { state: 'refused', refusal } })
  await release(ctx, tx, await takeParts(tx.kysely, upload.id))
}

interface Ending {
  readonly upload: UploadRecord
  readonly set:
    | { readonly state: 'done'; readonly asset_id: string }
    | { readonly state: 'refused'; readonly refusal: string }
}

/** Throws when somebody else has ended it meanwhile. */
async function endWith(
  ctx: StudioJob,
  tx: StudioTransaction,
  { upload, set }: Ending,
): Promise<void> {
  const { numUpdatedRows } = await tx.kysely
    .updateTable('studio.upload')
    .set({ ...set, changed_at: ctx.now() })
    .where('id', '=', upload.id)
    .where('state', '=', 'checking')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Error('the upload has been ended by somebody else')
}

async function release(
  ctx: StudioJob,
  tx: StudioTransaction,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  await releaseFiles(tx, keys, ctx.now())
  await sweepSoon(tx)
}
