import type { BookingsContext } from '../parts.ts'
import { deleteExpiredLinks } from './access-link-store.ts'
import { deleteOldLookups } from './lookup-store.ts'

const dayMs = 24 * 3_600_000

/** Deletes links that have expired and lookups that nothing answered within a day. */
export async function cleanUpLinks(ctx: BookingsContext): Promise<void> {
  await deleteExpiredLinks(ctx.kysely, ctx.now())
  await deleteOldLookups(ctx.kysely, new Date(ctx.now().getTime() - dayMs))
}
