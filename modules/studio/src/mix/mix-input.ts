import { z } from 'zod'
import { editList, mixSettings } from '../contract/project.ts'

/** A file of the library, as it was when the mix was asked for. */
const source = z.strictObject({
  // Nobody deletes an asset whose id stands in a job that is open.
  assetId: z.string(),
  key: z.string(),
  sha256: z.string(),
  bytes: z.int().positive(),
  demuxer: z.enum(['mov', 'matroska', 'mp3', 'wav']),
  durationMs: z.int().positive(),
  hasAudio: z.boolean(),
  /** Brighter and more colourful than the screens for which films are made. */
  isHighRange: z.boolean().default(false),
  /** Of high definition. */
  isLarge: z.boolean().default(true),
})
export type MixSource = z.output<typeof source>

const { texts, clipVolume, aspect, quality } = mixSettings.shape

/** Everything that a mix needs, fixed when it is asked for: what is changed later changes no mix. */
export const mixInput = z.strictObject({
  /** What the video will be called. */
  name: z.string(),
  edit: editList,
  /** Of each clip of the edit. */
  clips: z.array(source),
  song: z
    .strictObject({ source, fromMs: z.int().min(0), volume: z.number().min(0).max(1) })
    .nullable(),
  clipVolume,
  texts,
  aspect,
  quality,
})
export type MixInput = z.output<typeof mixInput>
