import { resolve } from 'node:path'
import { demonstrationName as businessName } from '@holdfast/bookings'
import { systemClock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import type { Listener } from '@holdfast/kernel/postgres'
import type { ObjectStreams } from '@holdfast/kernel/realtime'
import {
  createDicebearEngine,
  createMediaTools,
  createOpenAiImagesEngine,
  createSharePage,
  usualLimits,
  type AvatarEngine,
  type StudioOptions,
} from '@holdfast/studio'
import type { Environment } from './env.ts'
import type { FileStore } from './file-store.ts'
import type { Storage } from './storage.ts'
import { studioCredits } from './studio-credits.ts'

/** What makes videos and avatars here, and the pages of what is shared. */
export interface Studio {
  readonly options: StudioOptions
  /** Below `/shared`. */
  readonly sharePage: (request: Request) => Promise<Response>
  /** Ends the media programs that this process has started. */
  close(): Promise<void>
}

type StudioEnvironment = Pick<
  Environment,
  | 'HOLDFAST_DATA_DIR'
  | 'STUDIO_WORK_DIR'
  | Extract<keyof Environment, `FF${string}_PATH` | `OPENAI_IMAGES_${string}`>
>

export interface StudioServerParts {
  readonly env: StudioEnvironment
  readonly storage: Pick<Storage, 'database'>
  readonly fileStore: Pick<FileStore, 'files'>
  readonly listener: Listener
  readonly streams: ObjectStreams
  readonly publicUrl: string
  readonly log: Log
  readonly metrics: Metrics
}

export async function openStudio(parts: StudioServerParts): Promise<Studio> {
  const { env, storage, fileStore, listener, streams, publicUrl, log, metrics } = parts
  const { database } = storage
  const { files } = fileStore
  const clock = systemClock
  const media = await createMediaTools({
    ...(env.FFMPEG_PATH === undefined ? {} : { ffmpegPath: env.FFMPEG_PATH }),
    ...(env.FFPROBE_PATH === undefined ? {} : { ffprobePath: env.FFPROBE_PATH }),
    log,
  })
  return {
    options: {
      database,
      files,
      credits: studioCredits,
      limits: usualLimits,
      clock,
      listener,
      streams,
      metrics,
      media,
      publicUrl,
      workFolder: resolve(env.STUDIO_WORK_DIR ?? resolve(env.HOLDFAST_DATA_DIR, 'work')),
      engines: enginesOf(parts),
    },
    sharePage: createSharePage({ database, files, clock, businessName }),
    close: () => media.close(),
  }
}

/** The one that needs nothing comes first, and one that costs money there only when it is named. */
function enginesOf({ env, log, metrics }: StudioServerParts): readonly AvatarEngine[] {
  const { OPENAI_IMAGES_URL: baseUrl, OPENAI_IMAGES_KEY: key, OPENAI_IMAGES_MODEL: model } = env
  const drawn = createDicebearEngine()
  if (baseUrl === undefined) return [drawn]
  const asked = createOpenAiImagesEngine({
    baseUrl,
    apiKey: key?.reveal() ?? '',
    model,
    clock: systemClock,
    log,
    metrics,
  })
  return [drawn, asked]
}
