import { instant, lineOfText, textBlock, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/)
  .meta({ example: '#f4e9dc' })
const pixels = z.int().min(64).max(1024).meta({ description: 'Of a side of the square.' })

/** What may be done to a picture on its way to an avatar. */
export const pictureStyles = ['none', 'mono', 'warm', 'cool', 'poster'] as const

/** From a picture of the library. */
const fromPicture = z.strictObject({
  from: z.literal('picture'),
  assetId: uuid,
  crop: z
    .strictObject({
      x: z.number().min(0).max(1),
      y: z.number().min(0).max(1),
      side: z.number().min(0.05).max(1),
    })
    .optional()
    .meta({
      description:
        'A square: its left and top edge as parts of width and height, its side as a part of the shorter one. The middle unless told.',
    }),
  shape: z.enum(['square', 'circle']),
  background: colour.optional().meta({ description: 'Behind what is transparent.' }),
  style: z.enum(pictureStyles),
  size: pixels,
})

/** Drawn by an engine. `dicebear` draws by rules, the same each time, without an AI model. */
const fromEngine = z.strictObject({
  from: z.literal('engine'),
  engine: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .meta({ example: 'dicebear' }),
  style: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .optional(),
  seed: lineOfText({ max: 100 }).optional().meta({ description: 'Any text; the same, the same.' }),
  prompt: textBlock({ max: 1000 }).optional().meta({ description: 'For engines that read.' }),
  background: colour.optional(),
  size: pixels,
})

export const avatarSettings = z.discriminatedUnion('from', [fromPicture, fromEngine])
export type AvatarSettings = z.output<typeof avatarSettings>

export const startAvatarBody = z.strictObject({
  name: lineOfText({ min: 1, max: 80 }).optional(),
  settings: avatarSettings,
  projectId: uuid.optional(),
})

export const presetBody = z.strictObject({
  name: lineOfText({ min: 1, max: 80 }),
  settings: avatarSettings,
})

/** Settings that somebody keeps. */
export const preset = z.object({
  id: uuid,
  name: z.string(),
  settings: avatarSettings,
  createdBy: z.string(),
  createdAt: instant,
})
export type Preset = z.output<typeof preset>

export const avatarEngine = z.object({
  name: z.string(),
  title: z.string(),
  label: z.string().meta({ description: 'How it makes them: “No AI model”.' }),
  reads: z.boolean().meta({ description: 'It wants a prompt.' }),
  styles: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      licence: z.string(),
      attribution: z.string().nullable(),
    }),
  ),
})
export type AvatarEngine = z.output<typeof avatarEngine>

export const avatarPreviewQuery = z.strictObject({
  style: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .meta({ example: 'shapes' }),
  seed: lineOfText({ max: 100 }).meta({ example: 'Ember & Oak' }),
  background: colour.optional(),
})
