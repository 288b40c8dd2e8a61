import { randomBytes } from 'node:crypto'
import { createBlindIndex } from './blind-index.ts'
import { cryptoProblems } from './crypto-problems.ts'
import { dataKeyOf, type DataKey, type WrappedDataKey } from './data-key.ts'
import { envelopeKeyId, openEnvelope, sealEnvelope, type NamedKey } from './envelope.ts'
import { checkMasterKeys, deriveKey, type MasterKey, type MasterKeys } from './master-keys.ts'
import type { Place } from './place.ts'
import { createSigner, type Signer } from './signer.ts'

/** Everything that is done under the master keys. It never shows a key. */
export interface Vault {
  /** A new data key for a subject, wrapped for storing. */
  newDataKey(subject: string): WrappedDataKey
  /**
   * Throws `crypto.destroyed` when there is no key any more, `crypto.unknownKey` when its
   * master key is not configured, `crypto.unreadable` when it is another subject's.
   */
  openDataKey(subject: string, wrapped: WrappedDataKey | null | undefined): DataKey
  /** The same data key under the current master key; as it is when it already is. */
  rewrapDataKey(subject: string, wrapped: WrappedDataKey): WrappedDataKey
  /** Whether the wrapped key waits for `rewrapDataKey`. */
  needsRewrap(wrapped: WrappedDataKey): boolean
  /** 32 bytes by which equal values are found again. Normalising the value is the caller's. */
  blindIndex(purpose: string, value: string): Buffer
  /** The index under every master key, the current one first: what to look for while rotating. */
  blindIndexes(purpose: string, value: string): Buffer[]
  /** Signed tokens of one purpose; those of another are not accepted. */
  signer(purpose: string): Signer
  /** Encrypts a value of the platform, which belongs to no subject. */
  seal(place: Place, plaintext: string): Buffer
  open(place: Place, sealed: Buffer): string
}

/** Throws RangeError when a key is not 32 bytes or an id is missing or doubled. */
export function createVault(keys: MasterKeys): Vault {
  checkMasterKeys(keys)
  const masters = [keys.current, ...keys.previous]
  const wrapping = createKeyRing(masters, 'wrap data keys')
  const sealing = createKeyRing(masters, 'seal platform values')
  const indexes = masters.map(createBlindIndex)
  const currentIndex = createBlindIndex(keys.current)

  const unwrap = (subject: string, wrapped: WrappedDataKey) =>
    openEnvelope(wrapping.keyOf(wrapped), ['data key', subject], wrapped)
  const wrap = (subject: string, bytes: Buffer) =>
    sealEnvelope(wrapping.current, ['data key', subject], bytes)
  const needsRewrap = (wrapped: WrappedDataKey) => envelopeKeyId(wrapped) !== keys.current.id

  return {
    newDataKey: (subject) => wrap(subject, randomBytes(32)),
    openDataKey(subject, wrapped) {
      if (!wrapped) throw cryptoProblems.destroyed({ subject })
      return dataKeyOf(unwrap(subject, wrapped))
    },
    rewrapDataKey(subject, wrapped) {
      const bytes = unwrap(subject, wrapped)
      return needsRewrap(wrapped) ? wrap(subject, bytes) : wrapped
    },
    needsRewrap,
    blindIndex: currentIndex,
    blindIndexes: (purpose, value) => indexes.map((index) => index(purpose, value)),
    signer(purpose) {
      const previous = keys.previous.map((master) => deriveKey(master, 'sign', purpose))
      return createSigner([deriveKey(keys.current, 'sign', purpose), ...previous])
    },
    seal: (place, plaintext) =>
      sealEnvelope(sealing.current, platformContext(place), Buffer.from(plaintext, 'utf8')),
    open: (place, sealed) =>
      openEnvelope(sealing.keyOf(sealed), platformContext(place), sealed).toString('utf8'),
  }
}

function platformContext({ table, column, row }: Place): string[] {
  return ['platform', table, column, row]
}

interface KeyRing {
  readonly current: NamedKey
  /** The key that an envelope names. Throws `crypto.unknownKey`. */
  keyOf(sealed: Buffer): NamedKey
}

function createKeyRing(masters: readonly MasterKey[], use: string): KeyRing {
  const ring = masters.map((master) => ({ id: master.id, key: deriveKey(master, use) }))
  const [current] = ring
  if (!current) throw new RangeError('a vault needs a master key')
  return {
    current,
    keyOf(sealed) {
      const id = envelopeKeyId(sealed)
      const named = ring.find((key) => key.id === id)
      if (!named) throw cryptoProblems.unknownKey({ reason: 'master key not configured', use })
      return named
    },
  }
}
