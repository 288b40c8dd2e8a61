import { isFinal } from './retry-policy.ts'
import type { Result } from './failure.ts'

/** The part of `Storage` that is needed; the browser's may refuse to write. */
export interface KeyStore {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
}

interface PendingWrite {
  readonly key: string
  readonly body: string
  readonly since: number
}

/**
 * Sends a write under one idempotency key that survives retries and page reloads until the
 * server has decided. The same body after a lost answer goes out under the same key, so it
 * happens once; another body gets a new key.
 */
export async function sendOnce<Value>(
  write: { readonly name: string; readonly body: unknown; readonly store: KeyStore },
  send: (key: string) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const body = JSON.stringify(write.body)
  const kept = readPending(write.store, write.name)
  const pending = kept?.body === body ? kept : { key: newKey(), body, since: Date.now() }
  keep(write.store, write.name, pending)
  const result = await send(pending.key)
  if (result.ok || isFinal(result.failure)) write.store.removeItem(slotFor(write.name))
  return result
}

/** Whether this very write was sent less than `withinMs` ago and its answer never arrived. */
export function hasPending(
  write: { readonly name: string; readonly body: unknown; readonly store: KeyStore },
  withinMs: number,
): boolean {
  const kept = readPending(write.store, write.name)
  return kept?.body === JSON.stringify(write.body) && Date.now() - kept.since < withinMs
}

function readPending(store: KeyStore, name: string): PendingWrite | undefined {
  try {
    const kept: unknown = JSON.parse(store.getItem(slotFor(name)) ?? 'null')
    return isPendingWrite(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

function isPendingWrite(value: unknown): value is PendingWrite {
  return typeof value === 'object' && value !== null && 'key' in value && 'body' in value
}

function keep(store: KeyStore, name: string, pending: PendingWrite): void {
  try {
    store.setItem(slotFor(name), JSON.stringify(pending))
  } catch {
    // A full or forbidden store costs the protection across reloads, not the booking.
  }
}

function slotFor(name: string): string {
  return `ember-oak.pending.${name}`
}

// `crypto.randomUUID` exists only on HTTPS and localhost; this works everywhere.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
