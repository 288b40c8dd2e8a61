import type { RouteInput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import { withdrawBeyond } from '../invitations/withdraw-beyond.ts'
import type { IdentityContext, IdentityTransaction } from '../parts.ts'
import { assertMayGive, assertOwnerRemains } from '../roles/give-roles.ts'
import { countOwners, deleteMember, findMember, type Member } from './member-store.ts'
import { lockedActor } from './staff.ts'

/**
 * Removes somebody: their sessions and API keys have no rights here from the next request on,
 * and the keys stay dead when they are invited again.
 * Throws `identity.roleAboveYours` for a role above the caller's own and `identity.lastOwner`
 * for the last owner. Called twice: `identity.unknownMember`.
 */
export async function removeMember(
  ctx: IdentityContext,
  { params }: RouteInput<(typeof organisationRoutes)['removeMember']>,
): Promise<undefined> {
  ctx.permit('staff.manage')
  await ctx.transaction(async (tx) => {
    const actor = await lockedActor(ctx, tx, 'staff.manage')
    const member = await findMember(tx.kysely, ctx.organisationId, params.id)
    assertMayGive(actor.role, member.role)
    await endMembership(ctx, tx, { member, event: 'member.removed' })
  })
}

/** Ends the caller's own membership. Throws `identity.lastOwner` for the last owner. */
export async function leaveOrganisation(ctx: IdentityContext): Promise<undefined> {
  await ctx.transaction(async (tx) => {
    const member = await lockedActor(ctx, tx)
    await endMembership(ctx, tx, { member, event: 'member.left' })
  })
}

interface Ending {
  readonly member: Member
  readonly event: 'member.removed' | 'member.left'
}

async function endMembership(
  ctx: IdentityContext,
  tx: IdentityTransaction,
  { member, event }: Ending,
): Promise<void> {
  const { id: memberId, personId, role } = member
  const owners = await countOwners(tx.kysely, member.organisationId)
  assertOwnerRemains({ before: role, owners })
  await deleteMember(tx.kysely, memberId)
  await withdrawBeyond(tx, { ...member, role: undefined }, ctx.now())
  await tx.emit(event, { memberId, personId, role }, memberId)
}
