import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { requirePerson } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { noteAbout } from '../note-about.ts'
import { currentSession } from '../sessions/current-session.ts'

type RenewRoute = (typeof accountRoutes)['renewBackupCodes']

/**
 * Gives the caller ten new backup codes, which this answer alone has; those before end. The app
 * and the sessions stay. Throws `identity.wrongPassword` and `identity.secondFactorOff`.
 */
export async function renewBackupCodes(
  ctx: IdentityContext,
  { body, headers }: RouteInput<RenewRoute>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<RouteOutput<RenewRoute>> {
  requirePerson(ctx.actor)
  const { token } = await currentSession(ctx, auth, headers.cookie)
  const done = await auth.renewBackupCodes(token, body.password)
  if (done.outcome === 'wrongPassword') throw problems.wrongPassword()
  if (done.outcome === 'off') throw problems.secondFactorOff()
  await noteAbout(ctx, { type: 'secondFactor.codesRenewed', personId: ctx.actor.id })
  return { backupCodes: [...done.backupCodes] }
}
