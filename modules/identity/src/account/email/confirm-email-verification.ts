import type { RouteInput } from '@holdfast/kernel/contract'
import type { accountRoutes } from '../../contract/account-routes.ts'
import { organisationProblems } from '../../organisation-problems.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { noteAbout } from '../note-about.ts'

/**
 * Notes that an address is the person's. Safe to call twice with one token, for the day that it
 * works; throws `identity.linkUsed` for every other one.
 */
export async function confirmEmailVerification(
  ctx: IdentityContext,
  { body }: RouteInput<(typeof accountRoutes)['confirmEmailVerification']>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<undefined> {
  const done = await auth.verifyEmail(body.token)
  if (done.outcome === 'over') throw organisationProblems.linkUsed()
  if (done.outcome === 'wasVerified') return
  await noteAbout(ctx, { type: 'person.emailVerified', personId: done.personId })
}
