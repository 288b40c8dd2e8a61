import { newToken } from '@holdfast/kernel/crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { newReference, readReference } from './reference.ts'

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const random = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((bytes) => bytes.filter((byte) => byte < 248).length >= 7)

test('a reference has two groups of four letters that nobody mixes up', () => {
  expect(newReference(newToken().hash)).toMatch(/^HF-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
})

test('a reference is read back from any way to type it', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      const reference = newReference(bytes)
      const typed = [
        reference,
        reference.toLowerCase(),
        reference.replaceAll('-', ' '),
        reference.slice(3),
      ]
      expect(typed.map(readReference)).toEqual(typed.map(() => reference))
    }),
  )
})

test('one wrong letter is always noticed', () => {
  fc.assert(
    fc.property(
      random,
      fc.integer({ min: 0, max: 7 }),
      fc.constantFrom(...alphabet),
      (bytes, at, letter) => {
        const plain = newReference(bytes).slice(3).replace('-', '')
        fc.pre(plain[at] !== letter)
        expect(readReference(plain.slice(0, at) + letter + plain.slice(at + 1))).toBeUndefined()
      },
    ),
  )
})

test('two neighbours swapped are always noticed', () => {
  fc.assert(
    fc.property(random, fc.integer({ min: 0, max: 6 }), (bytes, at) => {
      const plain = newReference(bytes).slice(3).replace('-', '')
      const [one = '', other = ''] = [plain[at], plain[at + 1]]
      fc.pre(one !== other)
      expect(readReference(plain.slice(0, at) + other + one + plain.slice(at + 2))).toBeUndefined()
    }),
  )
})

test.each(['', 'HF', 'HF-0000-0000', 'hello', 'HF-7K3M-9QXTT', '🍣🍣🍣🍣🍣🍣🍣🍣'])(
  '%j is no reference',
  (typed) => {
    expect(readReference(typed)).toBeUndefined()
  },
)

test('two thousand references are all different', () => {
  const made = Array.from({ length: 2_000 }, () => newReference(newToken().hash))
  expect(new Set(made).size).toBe(2_000)
})
