import type { RawRequest } from '../contract/contract.ts'

/** Why a webhook is not believed. For the log alone: the sender is told nothing. */
export type WebhookRefusal =
  | 'unsigned'
  | 'malformed'
  | 'forged'
  | 'too old'
  | 'from the future'
  | 'without an id'
  | 'from another address'

export type Verdict =
  | { readonly isGenuine: true }
  | { readonly isGenuine: false; readonly reason: WebhookRefusal }

/** How a provider proves that a request is its own. */
export interface WebhookScheme {
  /**
   * Judges the request by the bytes as they came. Any of `secrets` may have signed it: while one
   * is being replaced both are active. Secrets and signatures are compared in constant time.
   */
  verify(request: RawRequest, secrets: readonly string[], now: Date): Verdict
  /**
   * What is the same when the same event is sent again, from a part of the request that is signed.
   * Called for genuine requests alone; undefined when there is none.
   */
  eventId(request: RawRequest): string | undefined
}

export const genuine: Verdict = { isGenuine: true }

export function refused(reason: WebhookRefusal): Verdict {
  return { isGenuine: false, reason }
}
