import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export type HmacAlgorithm = 'sha256' | 'sha384' | 'sha512'
export type SignatureEncoding = 'hex' | 'base64'

export interface SignedContent {
  readonly algorithm: HmacAlgorithm
  readonly parts: readonly (string | Uint8Array)[]
}

/** Whether one of the signatures was made of the content with one of the keys. */
export function isSignedBy(
  keys: readonly (string | Uint8Array)[],
  signatures: readonly Uint8Array[],
  content: SignedContent,
): boolean {
  let isSigned = false
  // Every pair is compared, so that the time says nothing about which one fits.
  for (const key of keys) {
    const expected = hmac(key, content)
    for (const signature of signatures) {
      if (equalInConstantTime(expected, signature)) isSigned = true
    }
  }
  return isSigned
}

export function hmac(key: string | Uint8Array, { algorithm, parts }: SignedContent): Buffer {
  const mac = createHmac(algorithm, key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

/** Compares without telling by its time how much is equal. */
export function equalInConstantTime(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}

/** The bytes that a text stands for; undefined when it is not written so exactly. */
export function decodeSignature(text: string, encoding: SignatureEncoding): Buffer | undefined {
  const isWritten = encoding === 'hex' ? /^[0-9a-f]+$/i : /^[A-Za-z0-9+/]+={0,2}$/
  return isWritten.test(text) ? Buffer.from(text, encoding) : undefined
}

/** For events that carry no id: the same bytes are the same event. */
export function hashOfBody(body: Uint8Array): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}
