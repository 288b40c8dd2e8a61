import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { lengthPrefixed } from './length-prefixed.ts'

export interface MasterKey {
  /** Names the key in what it sealed. It is stored in clear. */
  readonly id: string
  /** 32 bytes. */
  readonly key: Buffer
}

/** The key that seals, and those that may still open what they sealed before. */
export interface MasterKeys {
  readonly current: MasterKey
  readonly previous: readonly MasterKey[]
}

/**
 * Master keys from their text form, 32 bytes in base64 or base64url each; `previous` holds any
 * number separated by commas. A key's id follows from the key itself, so the two can not be
 * confused. Throws RangeError, which never contains the text.
 */
export function readMasterKeys(current: string, previous = ''): MasterKeys {
  const texts = previous.split(',').filter((text) => text.trim() !== '')
  return { current: readMasterKey(current), previous: texts.map(readMasterKey) }
}

export function readMasterKey(text: string): MasterKey {
  const trimmed = text.trim()
  const key = Buffer.from(trimmed, 'base64')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed) || key.length !== 32) {
    throw new RangeError('a master key must be 32 bytes in base64')
  }
  return { id: fingerprint(key), key }
}

/** Throws RangeError when the keys can not work together. */
export function checkMasterKeys(keys: MasterKeys): void {
  const all = [keys.current, ...keys.previous]
  const ids = new Set(all.map((master) => master.id))
  const areSound = all.every(
    (master) => /^[A-Za-z0-9._-]{1,64}$/.test(master.id) && master.key.length === 32,
  )
  if (!areSound) throw new RangeError('a master key needs an id and 32 bytes')
  if (ids.size !== all.length) throw new RangeError('two master keys have the same id')
}

/** A key for one use only, so that nothing made for one purpose means anything in another. */
export function deriveKey(master: MasterKey, ...use: readonly string[]): KeyObject {
  const info = lengthPrefixed(['holdfast key 1', ...use])
  return createSecretKey(Buffer.from(hkdfSync('sha256', master.key, '', info, 32)))
}

function fingerprint(key: Buffer): string {
  return createHmac('sha256', key).update('holdfast key id 1').digest('hex').slice(0, 16)
}
