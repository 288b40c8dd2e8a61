import type { Vault } from '@holdfast/kernel/crypto'

export interface Secret {
  /** Stands before what was encrypted under the secret, so it must follow from the master key. */
  readonly version: number
  readonly value: string
}

/**
 * better-auth's secrets, one for each master key, the current one first: it signs and encrypts
 * under the first and reads what was encrypted under any of them.
 */
export function secretsOf(vault: Pick<Vault, 'blindIndexes'>): readonly [Secret, ...Secret[]] {
  const versions = vault.blindIndexes('identity.auth secret version', '1')
  const [current, ...previous] = vault
    .blindIndexes('identity.auth secret', '1')
    .map((bytes, index) => ({
      version: versions[index]?.readUInt32BE(0) ?? 0,
      value: bytes.toString('base64url'),
    }))
  if (!current) throw new RangeError('a vault has a master key')
  return [current, ...previous]
}
