import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, requirePerson, type Answered } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { noteAbout } from '../note-about.ts'
import { currentSession } from '../sessions/current-session.ts'

/**
 * Lets the password alone open the caller's account again; a new session replaces this one. Safe
 * when it is off already. Throws `identity.wrongPassword`.
 */
export async function endSecondFactor(
  ctx: IdentityContext,
  { body, headers }: RouteInput<(typeof accountRoutes)['endSecondFactor']>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<Answered<undefined, 204>> {
  requirePerson(ctx.actor)
  const { token, session } = await currentSession(ctx, auth, headers.cookie)
  const done = await auth.endSecondFactor(token, { password: body.password, browser: headers })
  if (done.outcome === 'wrongPassword') throw problems.wrongPassword()
  if (session.secondFactor) {
    await noteAbout(ctx, { type: 'secondFactor.disabled', personId: ctx.actor.id })
  }
  return answer(204, undefined, { 'set-cookie': done.cookies })
}
