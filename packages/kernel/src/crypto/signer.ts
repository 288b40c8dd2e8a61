import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto'

/** Makes and checks signed tokens of one purpose, without storing anything. */
export interface Signer {
  /** The payload can be read by whoever holds the token: it is signed, not encrypted. */
  sign(payload: object, expiresAt: Date): string
  /**
   * The payload, or undefined when the token was changed, is of another purpose, was signed
   * under an unknown key or has expired. A token is valid until, not at, its expiry.
   */
  verify(token: string, now: Date): object | undefined
}

const longestToken = 8_192

/** Signs with the first of `keys` and accepts all of them. */
export function createSigner(keys: readonly [KeyObject, ...KeyObject[]]): Signer {
  return {
    sign(payload, expiresAt) {
      const claims = JSON.stringify({ expiresAtMs: expiresAt.getTime(), payload })
      const body = Buffer.from(claims, 'utf8').toString('base64url')
      return `${body}.${signatureOf(keys[0], body)}`
    },
    verify(token, now) {
      const [body, signature, ...rest] = token.length <= longestToken ? token.split('.') : []
      if (body === undefined || signature === undefined || rest.length > 0) return undefined
      const isAuthentic = keys.some((key) => isSameText(signature, signatureOf(key, body)))
      return isAuthentic ? payloadUntilExpiry(body, now) : undefined
    },
  }
}

function signatureOf(key: KeyObject, body: string): string {
  return createHmac('sha256', key).update(body, 'utf8').digest('base64url')
}

/** Compares the texts, so that no second spelling of a signature is accepted. */
function isSameText(given: string, expected: string): boolean {
  const givenBytes = Buffer.from(given, 'utf8')
  const expectedBytes = Buffer.from(expected, 'utf8')
  return givenBytes.length === expectedBytes.length && timingSafeEqual(givenBytes, expectedBytes)
}

function payloadUntilExpiry(body: string, now: Date): object | undefined {
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  if (!hasClaims(claims)) return undefined
  return now.getTime() < claims.expiresAtMs ? claims.payload : undefined
}

function hasClaims(value: unknown): value is { expiresAtMs: number; payload: object } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'expiresAtMs' in value &&
    typeof value.expiresAtMs === 'number' &&
    'payload' in value &&
    typeof value.payload === 'object' &&
    value.payload !== null
  )
}
