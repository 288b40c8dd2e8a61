import type { Role } from '../contract/roles.ts'
import type { Member } from '../members/member-store.ts'
import type { IdentityTransaction } from '../parts.ts'
import { mayGive } from '../roles/give-roles.ts'
import { listOpenInvitations, markWithdrawn } from './invitation-store.ts'

type Inviter = Pick<Member, 'organisationId' | 'personId'> & { readonly role: Role | undefined }

/**
 * Withdraws, at this time, the open invitations of somebody who may no longer give those roles: an invitation
 * never outlives its maker's right to make it.
 */
export async function withdrawBeyond(
  tx: IdentityTransaction,
  inviter: Inviter,
  at: Date,
): Promise<void> {
  const { organisationId, personId, role } = inviter
  const open = await listOpenInvitations(tx.kysely, organisationId)
  const beyond = open.filter(
    (one) => one.invitedBy === personId && (role === undefined || !mayGive(role, one.role)),
  )
  for (const { id, role: offered } of beyond) {
    await markWithdrawn(tx.kysely, id, at)
    await tx.emit('invitation.withdrawn', { invitationId: id, role: offered }, id)
  }
}
