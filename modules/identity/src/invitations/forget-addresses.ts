import { sql } from 'kysely'
import type { IdentityContext } from '../parts.ts'

const dayMs = 24 * 3_600_000
const keptDays = 90

/**
 * Forgets whom an invitation was for, 90 days after its link has expired. What stays says that
 * somebody was invited, by whom and to which role. Safe to call twice.
 */
export async function forgetAddresses(ctx: IdentityContext): Promise<void> {
  const now = ctx.now()
  const nothing = sql<Buffer>`''::bytea`
  await ctx.kysely
    .updateTable('identity.invitation')
    .set((set) => ({
      email: nothing,
      email_index: set.ref('token_hash'),
      withdrawn_at: sql<Date>`case when accepted_at is null then coalesce(withdrawn_at, ${now}) end`,
    }))
    .where('expires_at', '<', new Date(now.getTime() - keptDays * dayMs))
    .where('email', '!=', nothing)
    .execute()
}
