import { defineRoutes, pageOf, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { jobsAccepted } from './job.ts'
import {
  changeProjectBody,
  createProjectBody,
  editList,
  project,
  projectQuery,
  startMixBody,
} from './project.ts'

const idParams = z.strictObject({ id: uuid })

const exampleSettings = {
  clips: [{ assetId: '01980000-0000-7000-8000-00000000a551' }],
  clipVolume: 0.6,
  texts: [{ text: 'Ember & Oak', position: 'bottom', size: 'medium', fromMs: 500 }],
  aspect: '9:16',
  targetMs: 15_000,
  variants: 4,
  seed: 7,
  vary: { order: true, starts: true, transitions: true, speed: false, mirror: false },
  quality: 'standard',
} as const

/** What people work on, and the videos that come of it. */
export const projectRoutes = defineRoutes({
  createProject: {
    method: 'POST',
    path: '/studio/projects',
    summary: 'Begin a project',
    access: 'operator',
    action: 'studio.create',
    limit: 'projectCreate',
    idempotent: 'required',
    request: { body: createProjectBody },
    exampleBody: { kind: 'mix', name: 'Summer reel', settings: exampleSettings },
    responses: { 201: { description: 'The project.', schema: project } },
    problems: ['studio.unknownAsset', 'studio.wrongKind'],
  },
  listProjects: {
    method: 'GET',
    path: '/studio/projects',
    summary: 'Projects, the one that was changed last first',
    access: 'operator',
    action: 'studio.read',
    request: { query: projectQuery },
    responses: { 200: { description: 'One page.', schema: pageOf(project) } },
  },
  showProject: {
    method: 'GET',
    path: '/studio/projects/:id',
    summary: 'A project',
    access: 'operator',
    action: 'studio.read',
    request: { params: idParams },
    responses: { 200: { description: 'The project.', schema: project } },
    problems: ['studio.unknownProject'],
  },
  changeProject: {
    method: 'PATCH',
    path: '/studio/projects/:id',
    summary: 'Change a project',
    access: 'operator',
    action: 'studio.create',
    idempotent: 'optional',
    request: { params: idParams, body: changeProjectBody },
    exampleBody: { version: 1, name: 'Summer reel, second try' },
    responses: { 200: { description: 'As it is now.', schema: project } },
    problems: [
      'studio.unknownProject',
      'studio.changedMeanwhile',
      'studio.unknownAsset',
      'studio.wrongKind',
    ],
  },
  deleteProject: {
    method: 'DELETE',
    path: '/studio/projects/:id',
    summary: 'Delete a project',
    description: 'What was made of it stays. Asked again it is the same deletion.',
    access: 'operator',
    action: 'studio.delete',
    request: { params: idParams },
    responses: { 204: { description: 'It is gone.' } },
    problems: ['studio.unknownProject'],
  },
  listEdits: {
    method: 'GET',
    path: '/studio/projects/:id/edits',
    summary: 'What each variant would show when',
    description: 'The same project, seed and variant give the same edit, always.',
    access: 'operator',
    action: 'studio.read',
    request: { params: idParams },
    responses: {
      200: {
        description: 'In the order of variants.',
        schema: z.object({ items: z.array(editList) }),
      },
    },
    problems: [
      'studio.unknownProject',
      'studio.wrongKind',
      'studio.unknownAsset',
      'studio.tooShort',
    ],
  },
  startMix: {
    method: 'POST',
    path: '/studio/projects/:id/mixes',
    summary: 'Make the videos of a project',
    description:
      'A job for each variant, and its credits set aside, or nothing at all. The same request with the same Idempotency-Key is the same jobs.',
    access: 'operator',
    action: 'studio.create',
    limit: 'mixStart',
    idempotent: 'required',
    request: { params: idParams, body: startMixBody },
    exampleBody: { version: 1 },
    responses: { 202: { description: 'They will be made.', schema: jobsAccepted } },
    problems: [
      'studio.unknownProject',
      'studio.changedMeanwhile',
      'studio.wrongKind',
      'studio.unknownAsset',
      'studio.tooShort',
      'studio.tooManyJobs',
      'payments.insufficientCredits',
    ],
  },
})
