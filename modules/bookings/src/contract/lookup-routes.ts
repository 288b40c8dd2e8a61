import { defineRoutes, instant, lineOfText, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'

/** How guests come back to their booking. */
export const lookupRoutes = defineRoutes({
  requestLookup: {
    method: 'POST',
    path: '/lookups',
    summary: 'Have a link to a booking sent by e-mail',
    description: 'The answer is the same whether or not such a booking exists.',
    access: 'public',
    limit: 'lookup',
    clientTimeoutMs: 10_000,
    request: {
      body: z.strictObject({
        reference: lineOfText({ min: 4, max: 20 }),
        email: z
          .string()
          .trim()
          .max(254)
          .pipe(z.email())
          .meta({ format: 'email', example: 'ada@example.com' }),
      }),
    },
    exampleBody: { reference: 'HF-7K3M-9QXT', email: 'ada@example.com' },
    responses: {
      202: {
        description: 'If it exists, the link is on its way.',
        schema: z.object({ text: z.string() }),
      },
    },
  },
  redeemLink: {
    method: 'POST',
    path: '/lookups/redeem',
    summary: 'Exchange the token of a mailed link for access to its booking',
    access: 'public',
    limit: 'redeem',
    clientTimeoutMs: 10_000,
    description:
      'The token stands in the mailed link, after `#token=`. It opens the booking once; a used or unknown one, as in this example, is answered with 410.',
    request: { body: z.strictObject({ token: z.string().min(20).max(200) }) },
    exampleBody: { token: 'the-token-of-the-mailed-link' },
    responses: {
      200: {
        description: 'Send the access token as `Authorization: Bearer`.',
        schema: z.object({ bookingId: uuid, accessToken: z.string(), expiresAt: instant }),
      },
    },
    problems: ['bookings.linkUsed'],
  },
})
