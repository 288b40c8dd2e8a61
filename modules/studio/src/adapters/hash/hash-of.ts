import { createHash } from 'node:crypto'

/** What has a hash: JSON whose objects were built with their keys in one order. */
export type Hashed =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Hashed[]
  | { readonly [key: string]: Hashed }

/** SHA-256 of the value as JSON, in hexadecimal. */
export function hashOf(value: Hashed): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
