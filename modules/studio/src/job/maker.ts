import type { JobKind, JobStage } from '../contract.ts'
import type { Checkpoints } from '../checkpoint/checkpoints.ts'
import type { StudioJob } from '../parts.ts'

/** One attempt at making something, as whoever makes it sees it. */
export interface Making {
  readonly ctx: StudioJob
  readonly jobId: string
  readonly organisationId: string
  /** Everything it needs, as it was when it was asked for; parsed by the maker. */
  readonly input: unknown
  /** Empty at the begin and gone afterwards, however it ends. */
  readonly folder: string
  /** Aborts when it is cancelled, too late, taken away or the process ends. */
  readonly signal: AbortSignal
  readonly checkpoints: Checkpoints
  /** Says how far it is: `part` of the stage from 0 to 1. Cheap: it is written now and then. */
  report(stage: JobStage, part: number): void
}

/** A file in the attempt's folder that is to become an asset of the library. */
export interface MadeFile {
  /** `result`, `contactSheet`: each once in a job. The result comes first. */
  readonly part: string
  readonly path: string
  readonly asset: MadeAsset
  /** A small picture of it, as WebP, in the folder as well. */
  readonly previewPath?: string
}

export interface MadeAsset {
  readonly kind: 'image' | 'video' | 'audio'
  readonly origin: 'mix' | 'contactSheet' | 'avatar'
  readonly name: string
  readonly contentType: string
  readonly demuxer?: 'mov'
  readonly width?: number
  readonly height?: number
  readonly durationMs?: number
  readonly hasAudio?: boolean
  readonly label?: string
  readonly attribution?: string
}

/**
 * Makes what one kind of job is for. It touches nothing but its folder and the checkpoints, so that
 * it may run twice, be killed at any point, and be thrown away: the engine publishes what it made,
 * once. Throws `MediaRefused` or `PermanentError` when trying again would not help.
 */
export interface Maker {
  readonly kind: JobKind
  /** The longest that one attempt may take. */
  readonly deadlineMs: number
  /** The part of the whole that each stage usually takes; the sum is 1. */
  readonly stages: readonly (readonly [JobStage, number])[]
  make(making: Making): Promise<readonly MadeFile[]>
}
