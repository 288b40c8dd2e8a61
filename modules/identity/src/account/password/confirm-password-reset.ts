import type { RouteInput } from '@holdfast/kernel/contract'
import type { accountRoutes } from '../../contract/account-routes.ts'
import { organisationProblems } from '../../organisation-problems.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { noteAbout } from '../note-about.ts'
import { endOpenLinks } from '../one-time-values.ts'
import { saveEmailVerified } from '../person-store.ts'

/**
 * Gives whoever reads a person's mail a new password for it. All sessions of the person end, and
 * so do their other mailed links; a second factor stays. Throws `identity.linkUsed` for a token
 * that is unknown, used or over: of two uses at once, one succeeds.
 */
export async function confirmPasswordReset(
  ctx: IdentityContext,
  { body }: RouteInput<(typeof accountRoutes)['confirmPasswordReset']>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<undefined> {
  const personId = await auth.resetPassword(body.token, body.password)
  if (personId === undefined) throw organisationProblems.linkUsed()
  await noteAbout(ctx, { type: 'person.passwordReset', personId }, async (tx) => {
    await saveEmailVerified(tx.kysely, { id: personId, changedAt: ctx.now() })
    await endOpenLinks(tx.kysely, personId)
  })
}
