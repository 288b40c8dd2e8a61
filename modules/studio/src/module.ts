import { bind, bindJob, bindStream, type Module } from '@holdfast/kernel/module'
import type { Database, Listener } from '@holdfast/kernel/postgres'
import { archiveAssets, findArchived } from './asset/archive-assets.ts'
import { deleteAsset } from './asset/delete-asset.ts'
import { linkToAsset } from './asset/link-to-asset.ts'
import { listAssets } from './asset/list-assets.ts'
import { renameAsset } from './asset/rename-asset.ts'
import { showAsset } from './asset/show-asset.ts'
import { assetRoutes, uploadRoutes } from './contract.ts'
import { liveRules } from './live-rules.ts'
import { sweepFiles, sweepLooseFiles } from './loose-file/sweep-files.ts'
import type { StudioContext, StudioJob, StudioParts } from './parts.ts'
import { problems } from './problems.ts'
import { endShare, listShares, shareAsset } from './share/share-asset.ts'
import { checkUpload } from './upload/check-upload-job.ts'
import { lookAtUpload } from './upload/check-upload.ts'
import { continueUpload } from './upload/continue-upload.ts'
import { endUpload } from './upload/end-upload.ts'
import { createReceivers } from './upload/receivers.ts'
import { showUpload } from './upload/show-upload.ts'
import { startUpload } from './upload/start-upload.ts'
import { uploadAsset } from './upload/upload-asset.ts'
import { showUsage } from './usage/show-usage.ts'

export { createSharePage, type SharePageOptions } from './adapters/share-page/share-page.ts'
export { usualLimits, type Credits, type StudioLimits } from './parts.ts'

export interface StudioOptions extends StudioParts {
  readonly database: Database<unknown>
  readonly listener: Pick<Listener, 'subscribe'>
}

/** Videos and avatars of what people upload: each job once to its effect, and paid for once. */
export function createStudioModule(options: StudioOptions): Module {
  return {
    name: 'studio',
    migrations: `${import.meta.dirname}/../migrations`,
    problems: [problems],
    routes: [...uploadBindings(options), ...assetBindings(options)],
    subscriptions: [],
    jobs: [
      bindJob(checkUpload, withJobParts(lookAtUpload, options)),
      bindJob(sweepFiles, (ctx: StudioJob) => sweepLooseFiles(ctx, options)),
    ],
    schedules: [],
    healthChecks: [],
    live: liveRules,
  }
}

function uploadBindings(options: StudioOptions): Module['routes'] {
  const parts = { ...options, receivers: createReceivers(options.listener) }
  return [
    bind(uploadRoutes.startUpload, withParts(startUpload, parts)),
    bind(uploadRoutes.showUpload, withParts(showUpload, parts)),
    bind(uploadRoutes.continueUpload, withParts(continueUpload, parts)),
    bind(uploadRoutes.endUpload, endUpload),
    bind(uploadRoutes.uploadAsset, withParts(uploadAsset, parts)),
  ]
}

function assetBindings(options: StudioOptions): Module['routes'] {
  return [
    bind(assetRoutes.listAssets, withParts(listAssets, options)),
    bind(assetRoutes.showAsset, withParts(showAsset, options)),
    bind(assetRoutes.renameAsset, withParts(renameAsset, options)),
    bind(assetRoutes.deleteAsset, deleteAsset),
    bind(assetRoutes.linkToAsset, withParts(linkToAsset, options)),
    bindStream(assetRoutes.archiveAssets, archiveAssets(options), findArchived),
    bind(assetRoutes.shareAsset, withParts(shareAsset, options)),
    bind(assetRoutes.listShares, listShares),
    bind(assetRoutes.endShare, endShare),
    bind(assetRoutes.showUsage, withParts(showUsage, options)),
  ]
}

function withParts<Input, Parts, Output>(
  verb: (ctx: StudioContext, input: Input, parts: Parts) => Promise<Output>,
  parts: Parts,
) {
  return (ctx: StudioContext, input: Input) => verb(ctx, input, parts)
}

function withJobParts<Input, Parts>(
  work: (ctx: StudioJob, input: Input, parts: Parts) => Promise<void>,
  parts: Parts,
) {
  return (ctx: StudioJob, input: Input) => work(ctx, input, parts)
}
