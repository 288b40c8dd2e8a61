import type { Hashed } from '../adapters/hash/hash-of.ts'
import { hashOf } from '../adapters/hash/hash-of.ts'
import type { Checkpoints } from '../checkpoint/checkpoints.ts'
import type { MediaCall, MediaInput, MediaTools } from '../media/media-tools.ts'
import { mostBytes } from './encoding.ts'
import type { FilmPlan } from './film-plan.ts'
import { framesPerSecond } from './frames.ts'
import type { MixInput, MixSource } from './mix-input.ts'

/** The file of a clip in the attempt's folder. */
export interface Clip extends Pick<MixSource, 'isHighRange' | 'isLarge'> {
  readonly input: MediaInput
}

/** What all steps of one mix work with. */
export interface MixWork {
  readonly input: MixInput
  readonly plan: FilmPlan
  readonly tools: MediaTools
  readonly checkpoints: Checkpoints
  readonly folder: string
  /** The file of a clip, brought into the folder when it is first asked for. */
  clip(index: number): Promise<Clip>
  song(): Promise<MediaInput | undefined>
  /** A text as a picture, drawn when it is first asked for. */
  text(index: number): Promise<{ readonly path: string; readonly x: number; readonly y: number }>
}

/** Grows when the same words would be made into something else: older results are not used then. */
const recipe = 2

export function stepHash({ tools, plan }: MixWork, step: string, of: readonly Hashed[]): string {
  return hashOf([recipe, tools.version, step, { ...plan.look }, ...of])
}

export interface Running {
  readonly call: Pick<MediaCall, 'inputs' | 'filterGraph' | 'outputs'>
  /** Of what is made. */
  readonly frames: number
  readonly signal: AbortSignal
  readonly onProgress?: (part: number) => void
}

/** Runs one call in the folder of the attempt. */
export function runCall({ tools, folder }: MixWork, running: Running): Promise<void> {
  const { call, frames, signal, onProgress } = running
  const seconds = frames / framesPerSecond
  return tools.run({
    ...call,
    folder,
    signal,
    expectedMs: seconds * 1000,
    maxOutputBytes: mostBytes(seconds),
    deadlineMs: 60_000 + seconds * 60_000,
    ...(onProgress ? { onProgress } : {}),
  })
}
