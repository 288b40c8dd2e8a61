import { createHmac, timingSafeEqual } from 'node:crypto'

const longestValue = 200

/** Signed as better-auth does it: the value, a dot and HMAC-SHA-256 in base64, URL-encoded. */
export function signCookie(value: string, secret: string): string {
  return encodeURIComponent(`${value}.${signatureOf(value, secret)}`)
}

/**
 * The value of a signed cookie in a `Cookie` header, when one of `secrets` has signed it. It takes
 * one signature for each secret, whatever was sent.
 */
export function readSignedCookie(
  header: string | null | undefined,
  name: string,
  secrets: readonly string[],
): string | undefined {
  const [value, signature] = splitSignature(findCookie(header ?? '', name))
  const given = Buffer.from(signature)
  const isSigned = secrets
    .map((secret) => isSame(given, Buffer.from(signatureOf(value, secret))))
    .includes(true)
  return isSigned && value !== '' ? value : undefined
}

function findCookie(header: string, name: string): string {
  const start = `${name}=`
  const found = header.split(';').find((part) => part.trimStart().startsWith(start))
  return found?.trim().slice(start.length) ?? ''
}

function splitSignature(encoded: string): readonly [value: string, signature: string] {
  if (encoded.length > 3 * longestValue) return ['', '']
  const text = decoded(encoded)
  const dot = text.lastIndexOf('.')
  return dot < 0 ? ['', ''] : [text.slice(0, dot), text.slice(dot + 1)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function signatureOf(value: string, secret: string): string {
  return createHmac('sha256', secret).update(value, 'utf8').digest('base64')
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
