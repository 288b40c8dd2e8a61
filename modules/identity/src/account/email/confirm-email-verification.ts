import type { RouteInput } from '@holdfast/kernel/contract'
import { hashToken } from '@holdfast/kernel/crypto'
import type { accountRoutes } from '../../contract/account-routes.ts'
import { organisationProblems } from '../../organisation-problems.ts'
import type { IdentityContext } from '../../parts.ts'
import { findOneTimeValue } from '../one-time-values.ts'
import { saveEmailVerified } from '../person-store.ts'

/**
 * Notes that an address is the person's. Safe to call twice with one token, for the day that it
 * works; throws `identity.linkUsed` for every other one.
 */
export async function confirmEmailVerification(
  ctx: IdentityContext,
  { body }: RouteInput<(typeof accountRoutes)['confirmEmailVerification']>,
): Promise<undefined> {
  const now = ctx.now()
  await ctx.transaction(async (tx) => {
    const identifier = emailIdentifier(body.token)
    const found = await findOneTimeValue(tx.kysely, { identifier, now })
    if (!found) throw organisationProblems.linkUsed()
    const { personId } = found
    const isNew = await saveEmailVerified(tx.kysely, { id: personId, changedAt: now })
    if (isNew) await tx.emit('person.emailVerified', { personId }, personId)
  })
}

/** How the token of a mailed link to confirm an address is stored. */
export function emailIdentifier(token: string): string {
  return hashToken(`verify-email:${token}`).toString('base64url')
}
