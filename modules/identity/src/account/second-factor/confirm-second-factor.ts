import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { answer, requirePerson, type Answered } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { noteAbout } from '../note-about.ts'
import { currentSession } from '../sessions/current-session.ts'
import { plainCode } from '../sign-in/code.ts'
import { useCode } from '../sign-in/used-codes.ts'
import { secondFactorState } from './second-factor-store.ts'

type ConfirmRoute = (typeof accountRoutes)['confirmSecondFactor']

/**
 * Turns the second factor on, when the app shows a right code, and gives the backup codes: this
 * answer is the only one that has them. A new session replaces this one; the others stay, since
 * whoever has them could have done this too. Throws `identity.wrongCode`.
 */
export async function confirmSecondFactor(
  ctx: IdentityContext,
  { body, headers }: RouteInput<ConfirmRoute>,
  { auth, vault }: Pick<IdentityParts, 'auth' | 'vault'>,
): Promise<Answered<RouteOutput<ConfirmRoute>, 200>> {
  requirePerson(ctx.actor)
  const personId = ctx.actor.id
  const state = await secondFactorState(ctx.kysely, personId)
  if (state === 'on') throw problems.secondFactorOn()
  const { token } = await currentSession(ctx, auth, headers.cookie)
  const code = plainCode(body.code)
  const done = await auth.confirmSecondFactor(token, { personId, code, browser: headers })
  if (done.outcome === 'notBegun') throw problems.secondFactorNotBegun()
  if (done.outcome === 'wrongCode') throw problems.wrongCode()
  await useCode(ctx, vault, { personId, code })
  await noteAbout(ctx, { type: 'secondFactor.enabled', personId })
  return answer(200, { backupCodes: [...done.backupCodes] }, { 'set-cookie': done.cookies })
}
