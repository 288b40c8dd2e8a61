import type { IdentityContext } from '../parts.ts'
import { idleSessionMs } from './sessions/session-store.ts'

const dayMs = 24 * 3_600_000

/** Deletes what has ended: sessions, one-time values, used codes, and requests nobody looked at. */
export async function cleanUpAccounts(ctx: IdentityContext): Promise<void> {
  const now = ctx.now()
  const idleSince = new Date(now.getTime() - idleSessionMs)
  const dayAgo = new Date(now.getTime() - dayMs)
  await ctx.transaction(async ({ kysely }) => {
    await kysely
      .deleteFrom('auth.session')
      .where((row) => row.or([row('expires_at', '<=', now), row('last_used_at', '<=', idleSince)]))
      .execute()
    await kysely.deleteFrom('auth.verification').where('expires_at', '<=', now).execute()
    await kysely.deleteFrom('auth.used_code').where('expires_at', '<=', now).execute()
    await kysely.deleteFrom('auth.mail_request').where('created_at', '<=', dayAgo).execute()
  })
}
