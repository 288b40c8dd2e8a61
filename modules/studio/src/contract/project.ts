import { instant, lineOfText, pageQuery, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { avatarSettings } from './avatar.ts'
import { aspects, projectKinds, transitions } from './states.ts'

const offsetMs = z.int().min(0).max(1_800_000)
const volume = z.number().min(0).max(1)

export const mixClip = z.strictObject({
  assetId: uuid,
  fromMs: offsetMs.optional().meta({ description: 'Only what comes after it is used.' }),
  toMs: offsetMs.optional().meta({ description: 'Only what comes before it is used.' }),
})

const visible = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u

export const mixText = z.strictObject({
  text: lineOfText({ min: 1, max: 200 }).refine((text) => visible.test(text), {
    error: 'Nothing of this text could be seen.',
  }),
  position: z.enum(['top', 'middle', 'bottom']),
  size: z.enum(['small', 'medium', 'large']),
  fromMs: offsetMs,
  toMs: offsetMs.optional().meta({ description: 'To the end unless told.' }),
})

/** The most that one mix may have of each. */
export const mixLimits = {
  clips: 20,
  texts: 10,
  variants: 16,
  minMs: 2_000,
  maxMs: 180_000,
} as const

export const largestSeed = 4_294_967_295

/** What a video is mixed of. The same settings, seed and variant give the same edit, always. */
export const mixSettings = z.strictObject({
  clips: z.array(mixClip).min(1).max(mixLimits.clips),
  song: z
    .strictObject({ assetId: uuid, fromMs: offsetMs.optional(), volume })
    .optional()
    .meta({ description: 'Under the whole video, faded in and out.' }),
  clipVolume: volume.meta({ description: 'Of what the clips say themselves.' }),
  texts: z.array(mixText).max(mixLimits.texts),
  aspect: z.enum(aspects),
  targetMs: z
    .int()
    .min(mixLimits.minMs)
    .max(mixLimits.maxMs)
    .meta({ description: 'How long the video is to be.' }),
  variants: z.int().min(1).max(mixLimits.variants).meta({ description: 'How many videos.' }),
  seed: z.int().min(0).max(largestSeed),
  vary: z.strictObject({
    order: z.boolean(),
    starts: z.boolean().meta({ description: 'Where in its clip each piece begins.' }),
    transitions: z.boolean(),
    speed: z.boolean(),
    mirror: z.boolean(),
  }),
  quality: z.enum(['draft', 'standard']),
})
export type MixSettings = z.output<typeof mixSettings>

const name = lineOfText({ min: 1, max: 80 })

export const createProjectBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mix'), name, settings: mixSettings }),
  z.strictObject({ kind: z.literal('avatar'), name, settings: avatarSettings }),
])

export const changeProjectBody = z.strictObject({
  version: z.int().positive().meta({
    description: 'The one that was changed: nobody overwrites what somebody else did meanwhile.',
  }),
  name: name.optional(),
  settings: z.union([mixSettings, avatarSettings]).optional(),
})

const common = {
  id: uuid,
  name: z.string(),
  version: z.int(),
  createdBy: z.string(),
  createdAt: instant,
  changedAt: instant,
}

export const mixProject = z.object({ ...common, kind: z.literal('mix'), settings: mixSettings })
export type MixProject = z.output<typeof mixProject>
export const avatarProject = z.object({
  ...common,
  kind: z.literal('avatar'),
  settings: avatarSettings,
})
export type AvatarProject = z.output<typeof avatarProject>
export const project = z.discriminatedUnion('kind', [mixProject, avatarProject])
export type Project = z.output<typeof project>

export const projectQuery = pageQuery.extend({ kind: z.enum(projectKinds).optional() })

/** One piece of a variant. */
export const segment = z.object({
  clip: z.int().meta({ description: 'Which of the clips, counted from 0.' }),
  assetId: uuid,
  fromMs: z.int().meta({ description: 'Where in its clip it begins.' }),
  takenMs: z.int().meta({ description: 'How much of its clip it takes.' }),
  shownMs: z.int().meta({ description: 'How long it is shown: less when it is quicker.' }),
  speed: z.number(),
  isMirrored: z.boolean(),
  transition: z.enum(transitions).meta({ description: 'Into it.' }),
})
export type Segment = z.output<typeof segment>

/** What one variant shows when. */
export const editList = z.object({
  variant: z.int().meta({ description: 'Counted from 1.' }),
  seed: z.int(),
  hash: z.string().meta({ description: 'The same for the same edit of the same files.' }),
  durationMs: z.int(),
  segments: z.array(segment),
})
export type EditList = z.output<typeof editList>

export const startMixBody = z.strictObject({
  version: z.int().positive().meta({ description: 'Of the project that was looked at.' }),
  variants: z
    .array(z.int().min(1).max(mixLimits.variants))
    .min(1)
    .max(mixLimits.variants)
    .optional()
    .meta({ description: 'Which ones; all unless told.' }),
})
