import type { RouteInput } from '@holdfast/kernel/contract'
import { removeSecondFactor } from '../account/second-factor/second-factor-store.ts'
import { deleteSessionsOf } from '../account/sessions/session-store.ts'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityTransaction } from '../parts.ts'
import { assertMayGive } from '../roles/give-roles.ts'
import { findMember, type Member } from './member-store.ts'
import { listMemberships } from './memberships.ts'
import { lockedActor } from './staff.ts'

/**
 * Lets somebody back in who lost their phone and their backup codes: their second factor goes, all
 * their sessions end, and a mail tells them. Safe when there is none. Throws
 * `identity.roleAboveYours`; `identity.ownSecondFactor`, since one's own takes the password; and
 * `identity.belongsElsewhere`, or whoever is invited by a stranger would depend on them.
 */
export async function resetSecondFactor(
  ctx: IdentityContext,
  { params }: RouteInput<(typeof organisationRoutes)['resetSecondFactor']>,
): Promise<undefined> {
  ctx.permit('members.resetSecondFactor')
  await ctx.transaction(async (tx) => {
    const actor = await lockedActor(ctx, tx, 'members.resetSecondFactor')
    const member = await findMember(tx.kysely, ctx.organisationId, params.id)
    assertMayGive(actor.role, member.role)
    if (member.id === actor.id) throw problems.ownSecondFactor()
    await assertBelongsHereAlone(tx, member)
    await reset(tx, member)
  })
}

async function assertBelongsHereAlone(
  tx: IdentityTransaction,
  { id: memberId, personId }: Member,
): Promise<void> {
  const memberships = await listMemberships(tx.kysely, personId)
  if (memberships.length > 1) throw problems.belongsElsewhere({ memberId })
}

async function reset(tx: IdentityTransaction, { id: memberId, personId }: Member): Promise<void> {
  const wasOn = await removeSecondFactor(tx.kysely, personId)
  if (!wasOn) return
  await deleteSessionsOf(tx.kysely, { personId })
  await tx.emit('secondFactor.reset', { personId, memberId }, personId)
}
