import {
  defineRoutes,
  instant,
  lineOfText,
  pageOf,
  queryInteger,
  uuid,
} from '@holdfast/kernel/contract'
import { z } from 'zod'

const idParams = z.strictObject({ id: uuid })

/** A job that could not be done, with what is needed to decide about it. */
export const deadLetter = z.object({
  id: uuid.meta({ description: 'The job’s own id: it keeps it when it is replayed.' }),
  job: z.string().meta({ example: 'bookings.sendMail' }),
  class: z.string().meta({
    description:
      '`transient`, `timeout`, `permanent`, `unknown`, or `lost` when its workers died or froze.',
  }),
  reason: z.string().meta({ description: '`refused`, `exhausted`, `invalid input`, `not ours`.' }),
  attempts: z.int(),
  error: z.object({
    type: z.string(),
    message: z.string().meta({ description: 'Redacted.' }),
    code: z.string().optional(),
  }),
  input: z.unknown().meta({ description: 'What it was enqueued with: ids and ciphertext.' }),
  correlationId: z.string().optional(),
  enqueuedAt: instant,
  failedAt: instant,
})
export type DeadLetterOnWire = z.output<typeof deadLetter>

const jobName = lineOfText({ min: 1, max: 100 }).meta({ example: 'bookings.sendMail' })

/** Jobs that somebody has to decide about. */
export const deadLetterRoutes = defineRoutes({
  listDeadLetters: {
    method: 'GET',
    path: '/dead-letters',
    summary: 'Jobs that could not be done, newest first',
    access: 'operator',
    action: 'deadLetters.read',
    peopleOnly: true,
    clientTimeoutMs: 15_000,
    request: {
      query: z.strictObject({
        limit: queryInteger({ min: 1, max: 100 }).prefault(50),
        cursor: z.string().min(1).max(200).optional(),
        job: jobName.optional(),
      }),
    },
    responses: {
      200: {
        description: 'One page, and how many there are of each job.',
        schema: pageOf(deadLetter).extend({
          jobs: z.array(z.object({ job: z.string(), count: z.int() })),
        }),
      },
    },
  },
  showDeadLetter: {
    method: 'GET',
    path: '/dead-letters/:id',
    summary: 'One dead letter',
    access: 'operator',
    action: 'deadLetters.read',
    peopleOnly: true,
    clientTimeoutMs: 10_000,
    request: { params: idParams },
    responses: { 200: { description: 'The dead letter.', schema: deadLetter } },
  },
  replayDeadLetter: {
    method: 'POST',
    path: '/dead-letters/:id/replay',
    summary: 'Try a job again',
    description:
      'The same id, input and cause, with all its attempts, due at once. Again, it is a 404: it is no dead letter any more.',
    access: 'operator',
    action: 'deadLetters.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { params: idParams },
    responses: { 204: { description: 'It waits to be run.' } },
    problems: ['operations.waitingAlready', 'operations.unknownJob'],
  },
  discardDeadLetter: {
    method: 'POST',
    path: '/dead-letters/:id/discard',
    summary: 'Drop a job for good',
    access: 'operator',
    action: 'deadLetters.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { params: idParams },
    responses: { 204: { description: 'It is gone.' } },
  },
})
