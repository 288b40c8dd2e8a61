import { cryptoProblems, type Place, type Vault } from '@holdfast/kernel/crypto'
import { Problem } from '@holdfast/kernel/problems'
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

/** `openInvitee` for a list, which goes on where one address has lost its key: it is empty. */
export function invitedAddress(vault: Vault, invitationId: string, sealed: Buffer): string {
  try {
    return openInvitee(vault, invitationId, sealed)
  } catch (error) {
    if (error instanceof Problem && error.code === cryptoProblems.unknownKey.definition.code)
      return ''
    throw error
  }
}

export function openInvitee(vault: Vault, invitationId: string, sealed: Buffer): string {
  return vault.open(placeOf(invitationId), sealed)
}

function placeOf(row: string): Place {
  return { table: 'identity.invitation', column: 'email', row }
}
