/** How far a job is, as the service last wrote it. */
export const jobStates = [
  'queued',
  'running',
  'completing',
  'succeeded',
  'retry',
  'cancelling',
  'cancelled',
  'failed',
  'dead',
] as const
export type JobState = (typeof jobStates)[number]

/** What a job makes; also what it costs, as `studio.mix` in the prices. */
export const jobKinds = ['mix', 'avatarUpload', 'avatarGenerate'] as const
export type JobKind = (typeof jobKinds)[number]

/** What a running job is doing, in this order; each kind has those that it needs. */
export const jobStages = [
  'preparing',
  'normalising',
  'composing',
  'audio',
  'muxing',
  'pictures',
  'verifying',
  'drawing',
  'publishing',
] as const
export type JobStage = (typeof jobStages)[number]

/**
 * Why a job ended badly. `invalid`: what it was given can not be used; `refused`: an engine will
 * not make that; `lost`: its workers died, again and again; `full`: no room on the disk.
 */
export const failureClasses = ['invalid', 'refused', 'timeout', 'lost', 'full', 'unknown'] as const
export type FailureClass = (typeof failureClasses)[number]

export const jobActions = ['cancel', 'retry'] as const
export type JobAction = (typeof jobActions)[number]

export const assetKinds = ['image', 'video', 'audio'] as const
export type AssetKind = (typeof assetKinds)[number]

/** Where an asset comes from. */
export const assetOrigins = ['upload', 'mix', 'contactSheet', 'avatar'] as const
export type AssetOrigin = (typeof assetOrigins)[number]

/**
 * How far an upload is. `checking`: every byte has come; `done`: it is an asset; `refused`: it is
 * none, and why is said; `ended`: taken back by who began it, or not continued in time.
 */
export const uploadStates = ['open', 'checking', 'done', 'refused', 'ended'] as const
export type UploadState = (typeof uploadStates)[number]

export const projectKinds = ['mix', 'avatar'] as const
export type ProjectKind = (typeof projectKinds)[number]

export const aspects = ['9:16', '1:1', '16:9'] as const
export type Aspect = (typeof aspects)[number]

/** How one clip of a mix goes over into the next. */
export const transitions = ['cut', 'throughBlack', 'throughWhite'] as const
export type Transition = (typeof transitions)[number]
