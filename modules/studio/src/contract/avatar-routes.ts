import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { avatarEngine, avatarPreviewQuery, preset, presetBody, startAvatarBody } from './avatar.ts'
import { jobsAccepted } from './job.ts'

const idParams = z.strictObject({ id: uuid })
const exampleSettings = {
  from: 'engine',
  engine: 'dicebear',
  style: 'shapes',
  seed: 'Ember & Oak',
  size: 512,
} as const

/** Avatars, of pictures or drawn. */
export const avatarRoutes = defineRoutes({
  listAvatarEngines: {
    method: 'GET',
    path: '/studio/avatar-engines',
    summary: 'What can draw avatars here, and in which styles',
    access: 'operator',
    action: 'studio.read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(avatarEngine) }) },
    },
  },
  previewAvatar: {
    method: 'GET',
    path: '/studio/avatar-preview.png',
    summary: 'A small look at what the engine without an AI model would draw',
    access: 'operator',
    action: 'studio.read',
    limit: 'avatarPreview',
    request: { query: avatarPreviewQuery },
    responses: { 200: { description: 'A picture.', contentType: 'image/png' } },
    problems: ['studio.unknownStyle'],
  },
  startAvatar: {
    method: 'POST',
    path: '/studio/avatars',
    summary: 'Make an avatar',
    access: 'operator',
    action: 'studio.create',
    limit: 'aiGeneration',
    idempotent: 'required',
    request: { body: startAvatarBody },
    exampleBody: { name: 'House mark', settings: exampleSettings },
    responses: { 202: { description: 'It will be made.', schema: jobsAccepted } },
    problems: [
      'studio.unknownAsset',
      'studio.wrongKind',
      'studio.unknownProject',
      'studio.unknownEngine',
      'studio.unknownStyle',
      'studio.promptMissing',
      'studio.tooManyJobs',
      'payments.insufficientCredits',
    ],
  },
  createPreset: {
    method: 'POST',
    path: '/studio/presets',
    summary: 'Keep settings for the next avatars',
    access: 'operator',
    action: 'studio.create',
    limit: 'presetCreate',
    idempotent: 'required',
    request: { body: presetBody },
    exampleBody: { name: 'House style', settings: exampleSettings },
    responses: { 201: { description: 'The preset.', schema: preset } },
    problems: ['studio.tooManyPresets'],
  },
  listPresets: {
    method: 'GET',
    path: '/studio/presets',
    summary: 'Kept settings, by name',
    access: 'operator',
    action: 'studio.read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(preset) }) },
    },
  },
  deletePreset: {
    method: 'DELETE',
    path: '/studio/presets/:id',
    summary: 'Delete kept settings',
    access: 'operator',
    action: 'studio.delete',
    request: { params: idParams },
    responses: { 204: { description: 'They are gone.' } },
    problems: ['studio.unknownPreset'],
  },
})
