import { createHash } from 'node:crypto'

/** Hashing more than this costs more than sending it again. */
const maxTaggedBytes = 64 * 1024

/** A weak entity tag of a small body; undefined when tagging it is not cheap. */
export function entityTag(body: string): string | undefined {
  if (body.length > maxTaggedBytes) return undefined
  return `W/"${createHash('sha1').update(body).digest('base64url')}"`
}

/** True when `If-None-Match` names `tag`, by weak comparison (RFC 9110, section 13.1.2). */
export function isFresh(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false
  const opaque = tag.replace(/^W\//, '')
  return ifNoneMatch
    .split(',')
    .map((offered) => offered.trim())
    .some((offered) => offered === '*' || offered.replace(/^W\//, '') === opaque)
}
