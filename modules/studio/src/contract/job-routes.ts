import { defineRoutes, pageOf, queryInteger, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { job, jobEvent, jobQuery } from './job.ts'

const idParams = z.strictObject({ id: uuid })
const position = queryInteger({ min: 0, max: 2_147_483_647 })

/** What is being made, and how far it is. */
export const jobRoutes = defineRoutes({
  listJobs: {
    method: 'GET',
    path: '/studio/jobs',
    summary: 'What is and was made, newest first',
    access: 'operator',
    action: 'studio.read',
    request: { query: jobQuery },
    responses: { 200: { description: 'One page.', schema: pageOf(job) } },
  },
  showJob: {
    method: 'GET',
    path: '/studio/jobs/:id',
    summary: 'How far something is',
    access: 'operator',
    action: 'studio.read',
    request: { params: idParams },
    responses: { 200: { description: 'The job.', schema: job } },
    problems: ['studio.unknownJob'],
  },
  cancelJob: {
    method: 'POST',
    path: '/studio/jobs/:id/cancel',
    summary: 'Stop making it',
    description:
      'What waits is cancelled at once; what runs is stopped. Its credits are given back. Asked again it is the same.',
    access: 'operator',
    action: 'studio.create',
    idempotent: 'optional',
    request: { params: idParams },
    responses: { 202: { description: 'As it is now.', schema: job } },
    problems: ['studio.unknownJob', 'studio.wrongState'],
  },
  retryJob: {
    method: 'POST',
    path: '/studio/jobs/:id/retry',
    summary: 'Try again what has failed',
    description: 'Its credits are set aside once more.',
    access: 'operator',
    action: 'studio.create',
    limit: 'mixStart',
    idempotent: 'required',
    request: { params: idParams },
    responses: { 202: { description: 'As it is now.', schema: job } },
    problems: [
      'studio.unknownJob',
      'studio.wrongState',
      'studio.unknownAsset',
      'studio.tooManyJobs',
      'payments.insufficientCredits',
    ],
  },
  listJobEvents: {
    method: 'GET',
    path: '/studio/jobs/:id/events',
    summary: 'What happened to a job, oldest first',
    access: 'operator',
    action: 'studio.read',
    request: {
      params: idParams,
      query: z.strictObject({
        after: position.prefault(0),
        limit: queryInteger({ min: 1, max: 500 }).prefault(100),
      }),
    },
    responses: { 200: { description: 'Behind `after`.', schema: pageOf(jobEvent) } },
    problems: ['studio.unknownJob'],
  },
  streamJobEvents: {
    method: 'GET',
    path: '/studio/jobs/:id/events/stream',
    summary: 'What happens to a job, while it does',
    description:
      'A stream of server-sent events, each with its number as `id`. Everything behind ' +
      '`Last-Event-ID`, or `after`, comes first: nothing is missing and nothing comes twice. Frames ' +
      'with a name are about the stream: `ready`, `heartbeat` (every 30 s), `restart` (come back ' +
      'after `retry`), `ended` (you may not follow any more).',
    access: 'operator',
    action: 'studio.read',
    stream: true,
    request: { params: idParams, query: z.strictObject({ after: position.optional() }) },
    responses: {
      200: { description: 'Frames, until either side ends it.', contentType: 'text/event-stream' },
    },
    deadlineMs: Number.POSITIVE_INFINITY,
    problems: ['studio.unknownJob'],
  },
})
