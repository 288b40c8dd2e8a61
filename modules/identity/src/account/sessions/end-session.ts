import type { RouteInput } from '@holdfast/kernel/contract'
import { requirePerson } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { deleteSession } from './session-store.ts'

/**
 * Ends one of the caller's own sessions; it opens nothing from the next request on. Throws
 * `identity.unknownSession` for every other one, also when called twice.
 */
export async function endSession(
  ctx: IdentityContext,
  { params }: RouteInput<(typeof accountRoutes)['endSession']>,
): Promise<undefined> {
  requirePerson(ctx.actor)
  const { id: personId } = ctx.actor
  await ctx.transaction(async (tx) => {
    const isEnded = await deleteSession(tx.kysely, { id: params.id, personId })
    if (!isEnded) throw problems.unknownSession({ sessionId: params.id })
    await tx.emit('session.ended', { personId, sessionId: params.id }, personId)
  })
}
