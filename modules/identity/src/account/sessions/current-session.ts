import { requestProblems } from '@holdfast/kernel/problems'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { findSession, type Session } from './session-store.ts'

/**
 * The session that a request came with. Throws `request.unauthenticated` when there is none, or
 * it is not the caller's: a person is only ever who their cookie says.
 */
export async function currentSession(
  ctx: IdentityContext,
  auth: Pick<IdentityParts['auth'], 'readSession'>,
  cookie: string | undefined,
): Promise<{ readonly token: string; readonly session: Session }> {
  const token = auth.readSession(cookie)
  const session = token && (await findSession(ctx.kysely, { token, now: ctx.now() }))
  if (!token || !session || session.personId !== ctx.actor.id) {
    throw requestProblems.unauthenticated({ reason: 'no session' })
  }
  return { token, session }
}
