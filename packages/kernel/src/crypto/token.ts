import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A one-time token of 256 random bits in base64url, and the hash to store instead of it. */
export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** SHA-256: enough for a token of 256 random bits, never for a password. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

/** Whether `token` is the one whose hash was stored. Takes the same time whatever differs. */
export function isTokenOf(token: string, hash: Uint8Array): boolean {
  return hash.length === 32 && timingSafeEqual(hashToken(token), hash)
}
