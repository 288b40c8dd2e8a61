import { createHmac } from 'node:crypto'

/** What the parent of a shop shows; made of the key that both know, and of nothing else. */
export function controlTokenOf(signingKey: string): string {
  return createHmac('sha256', signingKey).update('holdfast shop control').digest('base64url')
}
