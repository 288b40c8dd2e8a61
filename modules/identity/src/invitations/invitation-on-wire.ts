import type { Vault } from '@holdfast/kernel/crypto'
import type { Invitation as InvitationOnWire } from '../contract/organisation.ts'
import type { Invitation } from './invitation-store.ts'
import { invitedAddress } from './invitee.ts'

/** An invitation as the staff sees it at this time. */
export function invitationOnWire(
  vault: Vault,
  { id, email, role, scope, createdAt, sentAt, expiresAt }: Invitation,
  now: Date,
): InvitationOnWire {
  return {
    id,
    email: invitedAddress(vault, id, email),
    role,
    ...(scope ? { scope: [...scope] } : {}),
    state: expiresAt > now ? 'open' : 'expired',
    createdAt: createdAt.toISOString(),
    sentAt: sentAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
