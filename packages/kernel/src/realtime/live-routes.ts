import { z } from 'zod'
import { defineRoutes } from '../contract/contract.ts'

/** The route of live events, as data. */
export const liveRoutes = defineRoutes({
  followEvents: {
    method: 'GET',
    path: '/events',
    summary: 'Follow what happens',
    description:
      'A stream of server-sent events: one for each thing that happens from now on and that you ' +
      'may know of. Its data says `id`, `type`, `subject` (the id of the object) and ' +
      '`happenedAt`, and nothing else: read the object to learn more. Go on where you were with ' +
      '`Last-Event-ID`, or with `after`: nothing is missing and nothing comes twice. Frames with ' +
      'a name are about the stream and carry no id: `ready` (you are up to date), `heartbeat` ' +
      '(every 30 s), `resync` (too much has happened: read anew what you show), `restart` (come ' +
      'back after `retry`), `ended` (you may not follow any more). The `position` in their data ' +
      'is a value for `after`.',
    access: 'operator',
    action: 'events.follow',
    request: {
      query: z.strictObject({
        after: z.string().max(100).optional().meta({
          description: 'Go on behind this position; from now on without it.',
          example: '4711.01980000-0000-7000-8000-000000000000',
        }),
      }),
    },
    responses: {
      200: { description: 'Frames, until either side ends it.', contentType: 'text/event-stream' },
    },
    stream: true,
    deadlineMs: Number.POSITIVE_INFINITY,
  },
})
