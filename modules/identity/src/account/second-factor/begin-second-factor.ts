import type { RouteInput } from '@holdfast/kernel/contract'
import { requirePerson } from '@holdfast/kernel/module'
import { renderSVG } from 'uqr'
import type { SecondFactorSetUp } from '../../contract/account.ts'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { currentSession } from '../sessions/current-session.ts'

/**
 * Makes a secret for the caller's authenticator app; the account changes when a code of it
 * confirms it. Asked again before that, there is a new secret and the old one ends. Throws
 * `identity.wrongPassword` and `identity.secondFactorOn`.
 */
export async function beginSecondFactor(
  ctx: IdentityContext,
  { body, headers }: RouteInput<(typeof accountRoutes)['beginSecondFactor']>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<SecondFactorSetUp> {
  requirePerson(ctx.actor)
  const { token } = await currentSession(ctx, auth, headers.cookie)
  const done = await auth.beginSecondFactor(token, body.password)
  if (done.outcome === 'wrongPassword') throw problems.wrongPassword()
  if (done.outcome === 'alreadyOn') throw problems.secondFactorOn()
  const { uri } = done
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return { uri, secret, qrSvg: renderSVG(uri, { ecc: 'M', border: 4 }) }
}
