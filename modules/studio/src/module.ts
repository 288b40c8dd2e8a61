import type { Metrics } from '@holdfast/kernel/metrics'
import type { Module } from '@holdfast/kernel/module'
import type { Database, Listener } from '@holdfast/kernel/postgres'
import type { ObjectStreams } from '@holdfast/kernel/realtime'
import { limitSharp } from './adapters/sharp/limit-sharp.ts'
import { libraryBindings, libraryJobs } from './asset/library-bindings.ts'
import { avatarBindings } from './avatar/avatar-bindings.ts'
import type { AvatarEngine } from './avatar/avatar-engine.ts'
import { createAvatarMakers } from './avatar/avatar-makers.ts'
import { checkpointJobs } from './checkpoint/checkpoint-jobs.ts'
import { createFileCheckpoints } from './checkpoint/file-checkpoints.ts'
import { followableJobs } from './job/follow-job.ts'
import { jobBindings, type JobOptions } from './job/job-bindings.ts'
import { liveRules } from './live-rules.ts'
import { createMixMaker } from './mix/mix-maker.ts'
import type { StudioParts } from './parts.ts'
import { problems } from './problems.ts'
import { projectBindings } from './project/project-bindings.ts'

export { createDicebearEngine } from './adapters/dicebear/dicebear-engine.ts'
export { createMediaTools } from './adapters/ffmpeg/create-media-tools.ts'
export { createOpenAiImagesEngine } from './adapters/openai-images/openai-images-engine.ts'
export { createSharePage, type SharePageOptions } from './adapters/share-page/share-page.ts'
export type { AvatarEngine } from './avatar/avatar-engine.ts'
export { aliveRuns } from './job/alive-runs.ts'
export { usualLimits, type Credits, type StudioLimits } from './parts.ts'
export type { StudioTables } from './tables.ts'

export interface StudioOptions extends StudioParts, Pick<JobOptions, 'atOnce'> {
  readonly database: Database<unknown>
  readonly listener: Pick<Listener, 'subscribe' | 'onReconnect'>
  /** Who follows what happens to a job. */
  readonly streams: Pick<ObjectStreams, 'open'>
  readonly metrics: Metrics
  /** What draws avatars here, in the order in which it is offered. */
  readonly engines: readonly AvatarEngine[]
}

/** Videos and avatars of what people upload: each job once to its effect, and paid for once. */
export function createStudioModule(options: StudioOptions): Module {
  limitSharp()
  const jobs = jobBindings({
    ...options,
    openCheckpoints: createFileCheckpoints(options),
    makers: [
      createMixMaker({ files: options.files, tools: options.media }),
      ...createAvatarMakers(options),
    ],
  })
  return {
    name: 'studio',
    migrations: `${import.meta.dirname}/../migrations`,
    problems: [problems],
    routes: [
      ...libraryBindings(options),
      ...projectBindings(options),
      ...avatarBindings(options),
      ...jobs.routes,
    ],
    subscriptions: [],
    jobs: [...libraryJobs(options), ...checkpointJobs(), ...jobs.jobs],
    schedules: jobs.schedules,
    healthChecks: [],
    live: liveRules,
    followables: [followableJobs],
  }
}
