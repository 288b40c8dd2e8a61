import { z } from 'zod'

/** What a browser sends by itself: the session in its cookies, and what it is. */
export const browserHeaders = z.object({
  cookie: z.string().optional(),
  'user-agent': z.string().optional(),
})
