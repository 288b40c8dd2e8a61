export {
  aspects,
  assetKinds,
  assetOrigins,
  failureClasses,
  jobActions,
  jobKinds,
  jobStages,
  jobStates,
  projectKinds,
  transitions,
  uploadStates,
  type Aspect,
  type AssetKind,
  type AssetOrigin,
  type FailureClass,
  type JobAction,
  type JobKind,
  type JobStage,
  type JobState,
  type ProjectKind,
  type Transition,
  type UploadState,
} from './contract/states.ts'
export type { Asset, AssetLinks, Share, Usage } from './contract/asset.ts'
export {
  pictureStyles,
  type AvatarEngine,
  type AvatarSettings,
  type Preset,
} from './contract/avatar.ts'
export type { Job, JobEvent, JobFailure } from './contract/job.ts'
export {
  largestSeed,
  mixLimits,
  type AvatarProject,
  type EditList,
  type MixProject,
  type MixSettings,
  type Project,
  type Segment,
} from './contract/project.ts'
export type { Upload } from './contract/upload.ts'
export { assetRoutes } from './contract/asset-routes.ts'
export { avatarRoutes } from './contract/avatar-routes.ts'
export { jobRoutes } from './contract/job-routes.ts'
export { projectRoutes } from './contract/project-routes.ts'
export { uploadRoutes } from './contract/upload-routes.ts'
