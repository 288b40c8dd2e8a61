import { createHmac } from 'node:crypto'
import { deriveKey, type MasterKey } from './master-keys.ts'

/** HMAC-SHA-256 of values under a key of its own for each purpose. */
export function createBlindIndex(master: MasterKey): (purpose: string, value: string) => Buffer {
  const keys = new Map<string, ReturnType<typeof deriveKey>>()
  return (purpose, value) => {
    const key = keys.get(purpose) ?? deriveKey(master, 'blind index', purpose)
    keys.set(purpose, key)
    return createHmac('sha256', key).update(value, 'utf8').digest()
  }
}
