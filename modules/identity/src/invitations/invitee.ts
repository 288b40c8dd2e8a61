import type { Place, Vault } from '@holdfast/kernel/crypto'
import { normalEmail } from '../account/person-store.ts'

const purpose = 'identity.invitee'

/** What is stored to find an invited address again. */
export function inviteeIndex(vault: Vault, email: string): Buffer {
  return vault.blindIndex(purpose, normalEmail(email))
}

/** Everything that may have been stored for an address, while master keys rotate. */
export function inviteeIndexes(vault: Vault, email: string): Buffer[] {
  return vault.blindIndexes(purpose, normalEmail(email))
}

/** An invited address as it is stored: sealed, and bound to its row. */
export function sealInvitee(vault: Vault, invitationId: string, email: string): Buffer {
  return vault.seal(placeOf(invitationId), normalEmail(email))
}

export function openInvitee(vault: Vault, invitationId: string, sealed: Buffer): string {
  return vault.open(placeOf(invitationId), sealed)
}

function placeOf(row: string): Place {
  return { table: 'identity.invitation', column: 'email', row }
}
