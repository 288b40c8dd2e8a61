import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { requirePerson } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { currentSession } from './current-session.ts'
import { deleteSessionsOf } from './session-store.ts'

type EndRoute = (typeof accountRoutes)['endOtherSessions']

/** Ends all of the caller's sessions but this one, from the next request on. Safe to call twice. */
export async function endOtherSessions(
  ctx: IdentityContext,
  { headers }: RouteInput<EndRoute>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<RouteOutput<EndRoute>> {
  requirePerson(ctx.actor)
  const { id: personId } = ctx.actor
  const { session } = await currentSession(ctx, auth, headers.cookie)
  return ctx.transaction(async (tx) => {
    const ended = await deleteSessionsOf(tx.kysely, { personId, exceptId: session.id })
    for (const sessionId of ended) {
      await tx.emit('session.ended', { personId, sessionId }, personId)
    }
    return { ended: ended.length }
  })
}
