import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, requirePerson, type Answered } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { noteAbout } from '../note-about.ts'
import { currentSession } from '../sessions/current-session.ts'
import { keepOrganisation } from '../sessions/session-store.ts'
import { endOpenLinks } from '../one-time-values.ts'

/**
 * Gives the caller a new password. All their sessions end, and so do sign-ins that wait for a
 * code and mailed links; the answer begins a new session. Throws `identity.wrongPassword`.
 */
export async function changePassword(
  ctx: IdentityContext,
  { body, headers }: RouteInput<(typeof accountRoutes)['changePassword']>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<Answered<undefined, 204>> {
  requirePerson(ctx.actor)
  const personId = ctx.actor.id
  const { token, session } = await currentSession(ctx, auth, headers.cookie)
  const change = { current: body.currentPassword, next: body.newPassword, browser: headers }
  const done = await auth.changePassword(token, change)
  if (done.outcome === 'wrongPassword') throw problems.wrongPassword()
  await noteAbout(ctx, { type: 'person.passwordChanged', personId }, async (tx) => {
    await endOpenLinks(tx.kysely, personId)
    await keepOrganisation(tx.kysely, { token: done.token, from: session })
  })
  return answer(204, undefined, { 'set-cookie': done.cookies })
}
