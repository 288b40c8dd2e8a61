import type { VerbInput } from '@holdfast/kernel/module'
import { tooLargeProblem } from '@holdfast/kernel/problems'
import { receiveOneFile } from '../adapters/multipart/one-file.ts'
import { openAttemptFolder } from '../adapters/ffmpeg/attempt-folders.ts'
import { assetOnWire } from '../asset/asset-on-wire.ts'
import { forgetUpload, publishUpload, storeUpload } from '../asset/publish-upload.ts'
import type { Asset, uploadRoutes } from '../contract.ts'
import { inspectFile } from '../inspect/inspect-file.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { usageOf } from '../usage/room.ts'
import type { CheckParts } from './check-upload.ts'
import { cleanFileName, titleOf } from './file-name.ts'
import { outliveRequest } from './outlive-request.ts'

type Input = VerbInput<(typeof uploadRoutes)['uploadAsset']>

/** What a form has around its file, and no more. */
const formBytes = 100_000

/** Takes one file in one piece into the library. Nothing is read of what would be too large. */
export async function uploadAsset(
  ctx: StudioContext,
  input: Input,
  parts: CheckParts,
): Promise<Asset> {
  ctx.permit('studio.upload')
  await refuseAtOnce(ctx, input, parts)
  await using folder = await openAttemptFolder(parts.workFolder, 'upload')
  const path = `${folder.path}/upload`
  const { maxUploadBytes: maxBytes } = parts.limits
  const came = await receiveOneFile(input, { path, maxBytes })
  const fileName = cleanFileName(came.fileName)
  const { signal } = input
  const words = { fileName, declaredType: came.declaredType }
  const inspected = await inspectFile({ ...words, path, folder: folder.path, signal }, parts.media)
  const stored = await storeUpload(ctx, inspected, { ...parts, signal })
  const named = { name: titleOf(fileName), createdBy: ctx.actor.id }
  try {
    const asset = await ctx.transaction((tx) =>
      publishUpload({ ctx, tx, limits: parts.limits }, stored, named),
    )
    return await assetOnWire(asset, { files: parts.files, now: ctx.now() })
  } catch (error) {
    await outliveRequest(() => forgetUpload(ctx, stored))
    throw error
  }
}

/** By what the request says of itself. Decided for good when the file is published. */
async function refuseAtOnce(
  ctx: StudioContext,
  { contentLength = 0 }: Input,
  { limits }: CheckParts,
): Promise<void> {
  const { maxUploadBytes: maxBytes } = limits
  if (contentLength > maxBytes + formBytes) throw tooLargeProblem(maxBytes)
  const { organisationId, actor } = ctx
  const usage = await usageOf(ctx.kysely, { organisationId, personId: actor.id }, limits)
  if (usage.bytes + contentLength > usage.maxBytes + formBytes) throw problems.quotaExceeded()
}
