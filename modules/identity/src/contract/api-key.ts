import { instant, lineOfText, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { scope } from './roles.ts'

export const apiKey = z.object({
  id: uuid,
  name: z.string(),
  hint: z.string().meta({ description: 'The last characters of the key.', example: '…x7Qz' }),
  actions: z.array(z.string()),
  scope: scope.optional(),
  createdBy: z.object({ personId: z.string(), name: z.string().optional() }),
  state: z.enum(['active', 'expired', 'creatorGone']).meta({
    description:
      'creatorGone: whoever made it has left, so it opens nothing, also if they come back. Rotate it.',
  }),
  createdAt: instant,
  expiresAt: instant.optional(),
  lastUsedAt: instant.optional(),
  rotatedAt: instant.optional(),
  previousUntil: instant.optional().meta({ description: 'Until then the key before works too.' }),
})
export type ApiKey = z.output<typeof apiKey>

/** The one answer that contains the key itself. */
export const newApiKey = apiKey.extend({
  key: z.string().meta({ description: 'Shown this once.', example: 'hf_…' }),
})
export type NewApiKey = z.output<typeof newApiKey>

export const apiKeyBody = z.strictObject({
  name: lineOfText({ min: 1, max: 80 }),
  actions: z.array(z.string().min(1).max(60)).min(1).max(50).meta({
    description: 'Of GET /roles: those that you have and that are not `peopleOnly`.',
  }),
  scope: scope.optional(),
  expiresInDays: z
    .int()
    .min(1)
    .max(730)
    .optional()
    .meta({ description: 'Absent: the key does not expire.' }),
})

export const rotation = z.strictObject({
  graceHours: z
    .int()
    .min(0)
    .max(168)
    .default(0)
    .meta({
      description:
        'How long the key before still works. 0: it ends at once, as it does in any case when ' +
        'somebody else made it, or when it opens nothing any more.',
    }),
})
