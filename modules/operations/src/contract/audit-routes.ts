import {
  defineRoutes,
  instant,
  lineOfText,
  pageOf,
  queryInteger,
  uuid,
} from '@holdfast/kernel/contract'
import { z } from 'zod'

/** Something that happened: who, what, when, about what, in which request. */
export const auditEntry = z.object({
  id: uuid,
  at: instant,
  type: z.string().meta({ example: 'booking.cancelled' }),
  by: z.enum(['guest', 'staff', 'machine', 'system']),
  actor: z.object({
    id: z.string(),
    name: z.string().optional().meta({ description: 'Absent for who is not known any more.' }),
  }),
  subject: z.string().optional().meta({ description: 'The id of what it is about.' }),
  correlationId: z.string().meta({ description: 'Of the request: the same as in the logs.' }),
  data: z.record(z.string(), z.unknown()).meta({
    description: 'Ids, numbers and states; or ciphertext, which nobody can read here.',
  }),
  seal: z.int().optional().meta({
    description: 'Its number in the chain that proves nothing was changed; absent until sealed.',
  }),
})
export type AuditEntry = z.output<typeof auditEntry>

/** The record of everything that was done. */
export const auditRoutes = defineRoutes({
  listAuditTrail: {
    method: 'GET',
    path: '/audit-trail',
    summary: 'What happened in the business, newest first',
    access: 'operator',
    action: 'audit.read',
    peopleOnly: true,
    clientTimeoutMs: 15_000,
    limit: 'search',
    request: {
      query: z.strictObject({
        limit: queryInteger({ min: 1, max: 100 }).prefault(50),
        cursor: z.string().min(1).max(200).optional(),
        type: z
          .string()
          .regex(/^[A-Za-z0-9_.-]{1,100}$/)
          .optional()
          .meta({ description: 'A type or its beginning: `booking` finds `booking.cancelled`.' }),
        id: lineOfText({ min: 1, max: 200 }).optional().meta({
          description: 'Of an object, a person or program, or a request.',
        }),
        from: instant.optional().meta({ example: '2030-06-01T00:00:00Z' }),
        until: instant.optional().meta({
          description: 'Exclusive.',
          example: '2030-07-01T00:00:00Z',
        }),
      }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(auditEntry) } },
  },
})
