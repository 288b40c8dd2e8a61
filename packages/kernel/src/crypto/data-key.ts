import { createHmac, createSecretKey } from 'node:crypto'
import { openEnvelope, sealEnvelope } from './envelope.ts'
import type { Place } from './place.ts'

/** A subject's data key, encrypted under a master key: what is stored. Deleting it erases. */
export type WrappedDataKey = Buffer

/** Seals and opens the values of one subject. */
export interface DataKey {
  /** Encrypts for one place. Lone surrogates become U+FFFD, as in any UTF-8 text. */
  seal(place: Place, plaintext: string): Buffer
  /** Throws `crypto.unreadable` or `crypto.unknownKey` for anything not sealed here by this key. */
  open(place: Place, sealed: Buffer): string
}

/** A data key from its 32 bytes, which it keeps to itself. */
export function dataKeyOf(bytes: Buffer): DataKey {
  const id = createHmac('sha256', bytes).update('holdfast data key id 1').digest('hex').slice(0, 16)
  const named = { id, key: createSecretKey(bytes) }
  return {
    seal: (place, plaintext) =>
      sealEnvelope(named, contextOf(place), Buffer.from(plaintext, 'utf8')),
    open: (place, sealed) => openEnvelope(named, contextOf(place), sealed).toString('utf8'),
  }
}

function contextOf({ table, column, row }: Place): string[] {
  return ['value', table, column, row]
}
