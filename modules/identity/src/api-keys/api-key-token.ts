import { hashToken, newToken } from '@holdfast/kernel/crypto'

/** Tells a key from other tokens, also for scanners that look for leaked secrets. */
export const apiKeyPrefix = 'hf_'

export interface NewKeyToken {
  /** Shown once. */
  readonly token: string
  readonly tokenHash: Buffer
  /** Its last characters, to tell keys apart by. */
  readonly hint: string
}

export function newKeyToken(): NewKeyToken {
  const token = `${apiKeyPrefix}${newToken().token}`
  return { token, tokenHash: hashToken(token), hint: `…${token.slice(-4)}` }
}
