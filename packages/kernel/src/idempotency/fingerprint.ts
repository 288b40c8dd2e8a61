import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/**
 * SHA-256 over the canonical JSON of `body`, in hexadecimal: equal for bodies that say the
 * same, different for all others. No body at all differs from every body.
 */
export function fingerprint(body: unknown): string {
  const text = body === undefined ? '' : canonicalJson(body)
  return createHash('sha256').update(text).digest('hex')
}
