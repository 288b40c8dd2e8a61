import { hashToken, isTokenOf, type Vault } from '@holdfast/kernel/crypto'

const purpose = 'identity.invitation-link'

interface Sending {
  readonly id: string
  /** How often the invitation was mailed, this mail included. */
  readonly sends: number
}

/** The hash to store for one mail of an invitation. Each mail has a token of its own. */
export function invitationTokenHash(vault: Vault, sending: Sending): Buffer {
  return hashToken(spell(vault.blindIndex(purpose, nameOf(sending))))
}

/**
 * The token that was stored as a hash for this mail. It follows from the invitation under a key
 * of the vault, so that a mail that is tried again is the same mail. Undefined when no
 * configured master key gives it.
 */
export function invitationToken(
  vault: Vault,
  sending: Sending & { readonly tokenHash: Buffer },
): string | undefined {
  return vault
    .blindIndexes(purpose, nameOf(sending))
    .map(spell)
    .find((token) => isTokenOf(token, sending.tokenHash))
}

function nameOf({ id, sends }: Sending): string {
  return `${id}/${sends}`
}

function spell(bytes: Buffer): string {
  return bytes.toString('base64url')
}
