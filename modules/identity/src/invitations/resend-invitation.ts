import type { RouteInput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Invitation as InvitationOnWire } from '../contract/organisation.ts'
import { lockedActor } from '../members/staff.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityParts, IdentityTransaction } from '../parts.ts'
import { assertMayGive } from '../roles/give-roles.ts'
import { invitationLastsMs } from './create-invitation.ts'
import { invitationOnWire } from './invitation-on-wire.ts'
import {
  findOpenInvitation,
  markWithdrawn,
  saveSending,
  type Invitation,
} from './invitation-store.ts'
import { invitationTokenHash } from './invitation-token.ts'

/**
 * Mails an invitation again, with a new link for another 7 days; the link before ends. Whoever
 * sends it answers for it from now on.
 */
export async function resendInvitation(
  ctx: IdentityContext,
  { params }: RouteInput<(typeof organisationRoutes)['resendInvitation']>,
  { vault }: Pick<IdentityParts, 'vault'>,
): Promise<InvitationOnWire> {
  ctx.permit('staff.manage')
  return ctx.transaction(async (tx) => {
    const before = await manageable(ctx, tx, params.id)
    const sends = before.sends + 1
    const sent: Invitation = {
      ...before,
      sends,
      sentAt: ctx.now(),
      expiresAt: new Date(ctx.now().getTime() + invitationLastsMs),
      tokenHash: invitationTokenHash(vault, { id: before.id, sends }),
      invitedBy: ctx.actor.id,
    }
    await saveSending(tx.kysely, sent)
    await tx.emit('invitation.resent', { invitationId: sent.id, role: sent.role, sends }, sent.id)
    return invitationOnWire(vault, sent, ctx.now())
  })
}

/** Ends an open invitation. Called twice: `identity.unknownInvitation`. */
export async function withdrawInvitation(
  ctx: IdentityContext,
  { params }: RouteInput<(typeof organisationRoutes)['withdrawInvitation']>,
): Promise<undefined> {
  ctx.permit('staff.manage')
  await ctx.transaction(async (tx) => {
    const { id, role } = await manageable(ctx, tx, params.id)
    await markWithdrawn(tx.kysely, id, ctx.now())
    await tx.emit('invitation.withdrawn', { invitationId: id, role }, id)
  })
}

/** An open invitation that the caller may end or send. */
async function manageable(
  ctx: IdentityContext,
  tx: IdentityTransaction,
  id: string,
): Promise<Invitation> {
  const actor = await lockedActor(ctx, tx, 'staff.manage')
  const { organisationId } = ctx
  const invitation = await findOpenInvitation(tx.kysely, { organisationId, id })
  if (!invitation) throw problems.unknownInvitation({ invitationId: id })
  assertMayGive(actor.role, invitation.role)
  return invitation
}
