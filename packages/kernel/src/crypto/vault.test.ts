import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../problems/problems.ts'
import type { MasterKey } from './master-keys.ts'
import type { Place } from './place.ts'
import { createVault } from './vault.ts'

function masterKey(id: string): MasterKey {
  return { id, key: randomBytes(32) }
}

const master = masterKey('first')
const vault = createVault({ current: master, previous: [] })

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 })
const anyPlace: fc.Arbitrary<Place> = fc.record({ table: anyText, column: anyText, row: anyText })

/** The code of the problem that `work` throws. */
function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'not refused'
}

const refused = expect.stringMatching(/^crypto\.(unreadable|unknownKey)$/)

function dataKeyOf(subject: string) {
  return vault.openDataKey(subject, vault.newDataKey(subject))
}

test('what was sealed for a place opens there, unchanged', () => {
  const key = dataKeyOf('customer-1')
  fc.assert(
    fc.property(anyPlace, fc.string({ unit: 'grapheme' }), (place, text) => {
      expect(key.open(place, key.seal(place, text))).toBe(text)
      expect(vault.open(place, vault.seal(place, text))).toBe(text)
    }),
  )
})

test('a value moved to any other place does not open', () => {
  const key = dataKeyOf('customer-1')
  fc.assert(
    fc.property(anyPlace, anyPlace, (place, other) => {
      fc.pre(JSON.stringify(place) !== JSON.stringify(other))
      expect(refusal(() => key.open(other, key.seal(place, 'text')))).toBe('crypto.unreadable')
      expect(refusal(() => vault.open(other, vault.seal(place, 'text')))).toBe('crypto.unreadable')
    }),
  )
})

test.each(['table', 'column', 'row'] as const)('another %s alone is another place', (field) => {
  const key = dataKeyOf('customer-1')
  const place = { table: 't', column: 'c', row: 'r' }
  const other = { ...place, [field]: 'x' }
  expect(refusal(() => key.open(other, key.seal(place, 'text')))).toBe('crypto.unreadable')
  expect(refusal(() => vault.open(other, vault.seal(place, 'text')))).toBe('crypto.unreadable')
})

test('letters shifted from one field of the place to the next make another place', () => {
  const key = dataKeyOf('customer-1')
  const sealed = key.seal({ table: 'ab', column: 'c', row: 'd' }, 'text')
  expect(refusal(() => key.open({ table: 'a', column: 'bc', row: 'd' }, sealed))).toBe(
    'crypto.unreadable',
  )
})

test('one changed bit anywhere, or a missing or added byte, and it does not open', () => {
  const key = dataKeyOf('customer-1')
  const place = { table: 't', column: 'c', row: 'r' }
  const sealed = key.seal(place, 'some personal text')
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(refusal(() => key.open(place, changed))).toEqual(refused)
  }
  for (let length = 0; length < sealed.length; length++) {
    expect(refusal(() => key.open(place, sealed.subarray(0, length)))).toEqual(refused)
  }
  expect(refusal(() => key.open(place, Buffer.concat([sealed, Buffer.from([0])])))).toEqual(refused)
})

test('bytes that were never sealed are refused, whatever they are', () => {
  const key = dataKeyOf('customer-1')
  const place = { table: 't', column: 'c', row: 'r' }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(refusal(() => key.open(place, Buffer.from(bytes)))).toEqual(refused)
      expect(refusal(() => vault.openDataKey('customer-1', Buffer.from(bytes)))).toEqual(refused)
    }),
  )
})

test('a data key opens for its own subject only, and its values under no other key', () => {
  const place = { table: 't', column: 'c', row: 'r' }
  const wrapped = vault.newDataKey('customer-1')
  expect(refusal(() => vault.openDataKey('customer-2', wrapped))).toBe('crypto.unreadable')
  const sealed = vault.openDataKey('customer-1', wrapped).seal(place, 'text')
  expect(refusal(() => dataKeyOf('customer-1').open(place, sealed))).toBe('crypto.unknownKey')
})

test('values of a subject, values of the platform and wrapped keys are not taken for each other', () => {
  const place = { table: 't', column: 'c', row: 'r' }
  const wrapped = vault.newDataKey('customer-1')
  const platform = vault.seal(place, 'text')
  expect(refusal(() => vault.open(place, wrapped))).toBe('crypto.unreadable')
  expect(refusal(() => vault.openDataKey('customer-1', platform))).toBe('crypto.unreadable')
  expect(refusal(() => dataKeyOf('customer-1').open(place, platform))).toBe('crypto.unknownKey')
})

test('sealing the same text twice gives two different envelopes', () => {
  const key = dataKeyOf('customer-1')
  const place = { table: 't', column: 'c', row: 'r' }
  const envelopes = Array.from({ length: 1_000 }, () => key.seal(place, 'text').toString('hex'))
  expect(new Set(envelopes).size).toBe(1_000)
})

test('after a rotation everything still opens, and rewrapped keys need the old one no more', () => {
  const place = { table: 't', column: 'c', row: 'r' }
  const wrapped = vault.newDataKey('customer-1')
  const value = vault.openDataKey('customer-1', wrapped).seal(place, 'text')
  const token = vault.signer('link').sign({ id: 7 }, new Date(1_000))

  const next = masterKey('second')
  const rotating = createVault({ current: next, previous: [master] })
  expect(rotating.needsRewrap(wrapped)).toBe(true)
  const rewrapped = rotating.rewrapDataKey('customer-1', wrapped)
  expect(rotating.needsRewrap(rewrapped)).toBe(false)
  expect(rotating.rewrapDataKey('customer-1', rewrapped)).toBe(rewrapped)
  expect(rotating.signer('link').verify(token, new Date(0))).toEqual({ id: 7 })
  expect(rotating.blindIndexes('email', 'a@b.c')).toEqual([
    rotating.blindIndex('email', 'a@b.c'),
    vault.blindIndex('email', 'a@b.c'),
  ])

  const rotated = createVault({ current: next, previous: [] })
  expect(rotated.openDataKey('customer-1', rewrapped).open(place, value)).toBe('text')
  expect(refusal(() => rotated.openDataKey('customer-1', wrapped))).toBe('crypto.unknownKey')
  expect(rotated.signer('link').verify(token, new Date(0))).toBeUndefined()
})

test('a key is rewrapped for its own subject only', () => {
  const wrapped = vault.newDataKey('customer-1')
  expect(refusal(() => vault.rewrapDataKey('customer-2', wrapped))).toBe('crypto.unreadable')
})

test('once the wrapped key is deleted, the values are gone for ever', () => {
  const place = { table: 't', column: 'c', row: 'r' }
  const sealed = dataKeyOf('customer-1').seal(place, 'text')
  expect(refusal(() => vault.openDataKey('customer-1', null))).toBe('crypto.destroyed')
  expect(refusal(() => dataKeyOf('customer-1').open(place, sealed))).toBe('crypto.unknownKey')
})

test('a blind index is the same for the same value and purpose, and tells nothing across them', () => {
  const index = (purpose: string, value: string) => vault.blindIndex(purpose, value).toString('hex')
  expect(index('email', 'a@b.c')).toBe(index('email', 'a@b.c'))
  expect(index('email', 'a@b.c')).not.toBe(index('phone', 'a@b.c'))
  expect(index('email', 'a@b.c')).not.toBe(index('email', 'a@b.d'))
  expect(vault.blindIndex('email', '')).toHaveLength(32)
  const elsewhere = createVault({ current: masterKey('first'), previous: [] })
  expect(elsewhere.blindIndex('email', 'a@b.c').toString('hex')).not.toBe(index('email', 'a@b.c'))
})

test('no error, and nothing that a vault shows of itself, contains a plaintext or a key', () => {
  const canary = 'canary-personal-text'
  const place = { table: 't', column: 'c', row: 'r' }
  const key = dataKeyOf('customer-1')
  const sealed = key.seal(place, canary)
  const errors = [
    () => key.open({ ...place, row: 'other' }, sealed),
    () => dataKeyOf('customer-1').open(place, sealed),
    () => vault.openDataKey('customer-1', sealed),
    () => createVault({ current: { id: 'short', key: Buffer.from(canary) }, previous: [] }),
  ].map((work) => {
    try {
      return work()
    } catch (error) {
      return error
    }
  })
  const shown = inspect([errors, vault, key], { depth: 20, showHidden: true })
  expect(errors.every((error) => error instanceof Error)).toBe(true)
  expect(shown).not.toContain(canary)
  expect(shown).not.toContain(master.key.toString('hex').slice(0, 12))
  expect(shown).not.toContain(inspect(master.key).slice(8, 40))
})

test('keys that can not work together are refused at once', () => {
  const short = { id: 'short', key: Buffer.alloc(16) }
  expect(() => createVault({ current: short, previous: [] })).toThrow(RangeError)
  expect(() => createVault({ current: master, previous: [masterKey('first')] })).toThrow(RangeError)
  expect(() => createVault({ current: masterKey(''), previous: [] })).toThrow(RangeError)
})
