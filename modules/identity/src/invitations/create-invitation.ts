import type { RouteInput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Invitation as InvitationOnWire } from '../contract/organisation.ts'
import { findMembership } from '../members/member-store.ts'
import { personByEmail } from '../members/persons.ts'
import { lockedActor } from '../members/staff.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityParts, IdentityTransaction } from '../parts.ts'
import { assertMayGive, assertScopeFits } from '../roles/give-roles.ts'
import { assertStationsKnown } from '../roles/known-stations.ts'
import { invitationOnWire } from './invitation-on-wire.ts'
import {
  findInvitationsOf,
  insertInvitation,
  markWithdrawn,
  type Invitation,
} from './invitation-store.ts'
import { invitationTokenHash } from './invitation-token.ts'
import { inviteeIndex, inviteeIndexes, sealInvitee } from './invitee.ts'

type CreateInput = RouteInput<(typeof organisationRoutes)['createInvitation']>
type Parts = Pick<IdentityParts, 'vault' | 'stations'>

export const invitationLastsMs = 7 * 24 * 3_600_000

/**
 * Invites somebody by mail. Throws `identity.alreadyInvited` while an invitation to this
 * address is open, `identity.alreadyMember`, `identity.roleAboveYours` and `identity.unknownStation`. An expired
 * invitation makes room for the new one.
 */
export async function createInvitation(
  ctx: IdentityContext,
  { body }: CreateInput,
  { vault, stations }: Parts,
): Promise<InvitationOnWire> {
  ctx.permit('staff.manage')
  assertScopeFits(body.role, body.scope)
  return ctx.transaction(async (tx) => {
    const actor = await lockedActor(ctx, tx, 'staff.manage')
    assertMayGive(actor.role, body.role)
    await assertStationsKnown(ctx, tx, { stations, scope: body.scope })
    await refuseMember(ctx, tx, body.email)
    await makeRoom(ctx, tx, inviteeIndexes(vault, body.email))
    const invitation = newInvitation(ctx, vault, body)
    const added = await insertInvitation(tx.kysely, invitation, inviteeIndex(vault, body.email))
    if (!added) throw problems.alreadyInvited()
    const { id: invitationId, role, sends } = invitation
    await tx.emit('invitation.created', { invitationId, role, sends }, invitationId)
    return invitationOnWire(vault, invitation, ctx.now())
  })
}

async function refuseMember(
  { organisationId }: IdentityContext,
  tx: IdentityTransaction,
  email: string,
): Promise<void> {
  const personId = await personByEmail(tx.kysely, email)
  if (personId === undefined) return
  const member = await findMembership(tx.kysely, { organisationId, personId })
  if (member) throw problems.alreadyMember({ memberId: member.id })
}

async function makeRoom(
  ctx: IdentityContext,
  tx: IdentityTransaction,
  indexes: Buffer[],
): Promise<void> {
  const { organisationId } = ctx
  for (const { id, expiresAt } of await findInvitationsOf(tx.kysely, { organisationId, indexes })) {
    if (expiresAt > ctx.now()) throw problems.alreadyInvited({ invitationId: id })
    await markWithdrawn(tx.kysely, id, ctx.now())
  }
}

function newInvitation(
  ctx: IdentityContext,
  vault: IdentityParts['vault'],
  { email, role, scope }: CreateInput['body'],
): Invitation {
  const [id, sends, now] = [ctx.ids(), 1, ctx.now()]
  return {
    id,
    organisationId: ctx.organisationId,
    email: sealInvitee(vault, id, email),
    role,
    scope,
    tokenHash: invitationTokenHash(vault, { id, sends }),
    invitedBy: ctx.actor.id,
    createdAt: now,
    sends,
    sentAt: now,
    expiresAt: new Date(now.getTime() + invitationLastsMs),
  }
}
