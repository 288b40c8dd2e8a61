import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'
import { cryptoProblems } from './crypto-problems.ts'
import { lengthPrefixed } from './length-prefixed.ts'

/** A key and the id by which an envelope names it. */
export interface NamedKey {
  readonly id: string
  readonly key: KeyObject
}

// version (1 byte) · length of the key id (1) · key id · nonce (12) · ciphertext · tag (16)
const version = 1
const nonceBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'

/**
 * Encrypts with AES-256-GCM under a random nonce. `context` and the key's id are
 * authenticated: the envelope opens only with the same context. The result is 30 bytes and
 * the key's id longer than the plaintext.
 */
export function sealEnvelope(
  { id, key }: NamedKey,
  context: readonly string[],
  plaintext: Buffer,
): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(authenticated(context, id))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([headerOf(id), nonce, ciphertext, cipher.getAuthTag()])
}

/** The id of the key that an envelope was sealed under. Throws `crypto.unreadable`. */
export function envelopeKeyId(sealed: Buffer): string {
  const idLength = sealed[1] ?? 0
  const isEnvelope = sealed[0] === version && sealed.length >= 2 + idLength + nonceBytes + tagBytes
  if (!isEnvelope) throw cryptoProblems.unreadable({ reason: 'not an envelope' })
  return sealed.toString('utf8', 2, 2 + idLength)
}

/** Decrypts what `sealEnvelope` made under the same key and context. Throws `crypto.unreadable`. */
export function openEnvelope(
  { id, key }: NamedKey,
  context: readonly string[],
  sealed: Buffer,
): Buffer {
  if (envelopeKeyId(sealed) !== id) throw cryptoProblems.unknownKey({ reason: 'other key' })
  const body = sealed.subarray(headerOf(id).length)
  const decipher = createDecipheriv(algorithm, key, body.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(authenticated(context, id))
  decipher.setAuthTag(body.subarray(body.length - tagBytes))
  try {
    const ciphertext = body.subarray(nonceBytes, body.length - tagBytes)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  } catch (cause) {
    throw cryptoProblems.unreadable({ reason: 'not authentic', context: context[0] }, { cause })
  }
}

function headerOf(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'utf8')
  return Buffer.concat([Buffer.from([version, id.length]), id])
}

function authenticated(context: readonly string[], keyId: string): Buffer {
  return lengthPrefixed([`holdfast envelope ${version}`, ...context, keyId])
}
