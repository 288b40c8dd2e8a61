import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { apiKey, apiKeyBody, newApiKey, rotation } from './api-key.ts'

const idParams = z.strictObject({ id: uuid })

const keyProblems = [
  'identity.actionNotYours',
  'identity.stationNotYours',
  'identity.unknownStation',
] as const

/** What machines may do for a business. */
export const apiKeyRoutes = defineRoutes({
  listApiKeys: {
    method: 'GET',
    path: '/api-keys',
    summary: 'The keys of machines',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    responses: {
      200: {
        description: 'All that were not revoked.',
        schema: z.object({ items: z.array(apiKey) }),
      },
    },
  },
  createApiKey: {
    method: 'POST',
    path: '/api-keys',
    summary: 'Make a key for a machine',
    description:
      'The key is shown in this answer alone. It can do what it names and its creator may do.',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { body: apiKeyBody },
    exampleBody: { name: 'Nightly export', actions: ['bookings.list'], expiresInDays: 90 },
    responses: { 201: { description: 'The key.', schema: newApiKey } },
    problems: keyProblems,
  },
  rotateApiKey: {
    method: 'POST',
    path: '/api-keys/:id/rotate',
    summary: 'Replace a key',
    description:
      'Whoever rotates a key answers for it from then on: it can do what they may do. The key ' +
      'before ends at once, unless they made it themselves, it still works, and they give it a grace.',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { params: idParams, body: rotation },
    exampleBody: { graceHours: 24 },
    responses: { 200: { description: 'The new key.', schema: newApiKey } },
    problems: ['identity.unknownApiKey'],
  },
  revokeApiKey: {
    method: 'DELETE',
    path: '/api-keys/:id',
    summary: 'Revoke a key',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    request: { params: idParams },
    responses: { 204: { description: 'It opens nothing any more.' } },
    problems: ['identity.unknownApiKey'],
  },
})
