import { instant, lineOfText, pageQuery, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { assetKinds, assetOrigins } from './states.ts'

export const assetName = lineOfText({ min: 1, max: 120 }).meta({
  description: 'Shown, and the name of the file that is downloaded. Never part of a path here.',
  example: 'Grill at dusk',
})

/** A picture, video or song of the library. */
export const asset = z.object({
  id: uuid,
  kind: z.enum(assetKinds),
  origin: z.enum(assetOrigins),
  name: z.string(),
  contentType: z.string().meta({ example: 'video/mp4' }),
  bytes: z.int(),
  width: z.int().nullable().meta({ description: 'In pixels; of pictures and videos.' }),
  height: z.int().nullable(),
  durationMs: z.int().nullable().meta({ description: 'Of videos and songs.' }),
  hasAudio: z.boolean(),
  label: z.string().nullable().meta({
    description: 'How it was made, where people should know: “No AI model”.',
  }),
  attribution: z.string().nullable().meta({ description: 'Whom its licence asks to name.' }),
  previewUrl: z.string().nullable().meta({
    description: 'A small picture of it, for about an hour. Songs have none.',
  }),
  jobId: uuid.nullable().meta({ description: 'The job that made it.' }),
  createdBy: z.string(),
  createdAt: instant,
})
export type Asset = z.output<typeof asset>

export const assetQuery = pageQuery.extend({
  id: z.array(uuid).max(100).optional().meta({ description: 'These, as far as they are there.' }),
  kind: z.array(z.enum(assetKinds)).max(assetKinds.length).optional(),
  origin: z.array(z.enum(assetOrigins)).max(assetOrigins.length).optional(),
  search: lineOfText({ max: 100 }).optional().meta({ description: 'In the name.' }),
})

export const renameBody = z.strictObject({ name: assetName })

/** Addresses that give the file itself to whoever holds them. */
export const assetLinks = z.object({
  downloadUrl: z.string().meta({ description: 'To save.' }),
  viewUrl: z.string().meta({ description: 'To show or play in a page; takes ranges.' }),
  expiresAt: instant,
})
export type AssetLinks = z.output<typeof assetLinks>

export const shareBody = z.strictObject({
  days: z
    .int()
    .min(1)
    .max(90)
    .optional()
    .meta({ description: 'How long it works; 7 unless told.' }),
})

/** A link for people outside the business, to one asset. */
export const share = z.object({
  id: uuid,
  assetId: uuid,
  url: z.string().nullable().meta({
    description: 'The page to send. Given when it is made, never again: it is the permission.',
  }),
  expiresAt: instant,
  createdAt: instant,
  createdBy: z.string(),
})
export type Share = z.output<typeof share>

export const usage = z.object({
  bytes: z.int().meta({ description: 'Of what you have uploaded and made.' }),
  maxBytes: z.int(),
  openUploads: z.int(),
  maxOpenUploads: z.int(),
})
export type Usage = z.output<typeof usage>
