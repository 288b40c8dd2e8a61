import { bind, bindJob, bindStream, type Module } from '@holdfast/kernel/module'
import type { Database, Listener } from '@holdfast/kernel/postgres'
import { assetRoutes, uploadRoutes } from '../contract.ts'
import { sweepFiles, sweepLooseFiles } from '../loose-file/sweep-files.ts'
import type { StudioContext, StudioJob, StudioParts } from '../parts.ts'
import { endShare, listShares, shareAsset } from '../share/share-asset.ts'
import { checkUpload } from '../upload/check-upload-job.ts'
import { lookAtUpload } from '../upload/check-upload.ts'
import { continueUpload } from '../upload/continue-upload.ts'
import { endUpload } from '../upload/end-upload.ts'
import { createReceivers } from '../upload/receivers.ts'
import { showUpload } from '../upload/show-upload.ts'
import { startUpload } from '../upload/start-upload.ts'
import { uploadAsset } from '../upload/upload-asset.ts'
import { showUsage } from '../usage/show-usage.ts'
import { archiveAssets, findArchived } from './archive-assets.ts'
import { deleteAsset } from './delete-asset.ts'
import { linkToAsset } from './link-to-asset.ts'
import { listAssets } from './list-assets.ts'
import { renameAsset } from './rename-asset.ts'
import { showAsset } from './show-asset.ts'

export interface LibraryParts extends Pick<
  StudioParts,
  'files' | 'limits' | 'media' | 'publicUrl' | 'workFolder'
> {
  readonly database: Database<unknown>
  readonly listener: Pick<Listener, 'subscribe'>
}

/** Uploads and the library. */
export function libraryBindings(parts: LibraryParts): Module['routes'] {
  const receiving = { ...parts, receivers: createReceivers(parts.listener) }
  return [
    bind(uploadRoutes.startUpload, withParts(startUpload, receiving)),
    bind(uploadRoutes.showUpload, withParts(showUpload, receiving)),
    bind(uploadRoutes.continueUpload, withParts(continueUpload, receiving)),
    bind(uploadRoutes.endUpload, endUpload),
    bind(uploadRoutes.uploadAsset, withParts(uploadAsset, parts)),
    bind(assetRoutes.listAssets, withParts(listAssets, parts)),
    bind(assetRoutes.showAsset, withParts(showAsset, parts)),
    bind(assetRoutes.renameAsset, withParts(renameAsset, parts)),
    bind(assetRoutes.deleteAsset, deleteAsset),
    bind(assetRoutes.linkToAsset, withParts(linkToAsset, parts)),
    bindStream(assetRoutes.archiveAssets, archiveAssets(parts), findArchived),
    bind(assetRoutes.shareAsset, withParts(shareAsset, parts)),
    bind(assetRoutes.listShares, listShares),
    bind(assetRoutes.endShare, endShare),
    bind(assetRoutes.showUsage, withParts(showUsage, parts)),
  ]
}

/** What is done about them later. */
export function libraryJobs(parts: LibraryParts): Module['jobs'] {
  return [
    bindJob(checkUpload, (ctx: StudioJob, input) => lookAtUpload(ctx, input, parts)),
    bindJob(sweepFiles, (ctx: StudioJob) => sweepLooseFiles(ctx, parts)),
  ]
}

function withParts<Input, Parts, Output>(
  verb: (ctx: StudioContext, input: Input, parts: Parts) => Promise<Output>,
  parts: Parts,
) {
  return (ctx: StudioContext, input: Input) => verb(ctx, input, parts)
}
