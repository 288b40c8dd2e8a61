import type { BookingsContext } from '../parts.ts'
import { deleteExpiredLinks } from './access-link-store.ts'
import { deleteQuotesBefore } from '../quote/quote-store.ts'
import { deleteOldLookups } from './lookup-store.ts'

const dayMs = 24 * 3_600_000

/**
 * Deletes links that have expired, lookups that nothing answered within a day, and quotes that ran
 * out a month ago.
 */
export async function cleanUpLinks(ctx: BookingsContext): Promise<void> {
  await deleteExpiredLinks(ctx.kysely, ctx.now())
  await deleteOldLookups(ctx.kysely, new Date(ctx.now().getTime() - dayMs))
  await deleteQuotesBefore(ctx.kysely, new Date(ctx.now().getTime() - 30 * dayMs))
}
