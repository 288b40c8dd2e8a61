import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, fingerprint } from './fingerprint.ts'

test('the order of members does not matter, that of items does', () => {
  expect(fingerprint({ a: 1, b: { c: 2, d: 3 } })).toBe(fingerprint({ b: { d: 3, c: 2 }, a: 1 }))
  expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]))
})

test('a member that is not sent makes no difference', () => {
  expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }))
})

test('different inputs have different fingerprints', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const areEqual = canonicalJson(one) === canonicalJson(other)
      expect(fingerprint(one) === fingerprint(other)).toBe(areEqual)
    }),
    { numRuns: 500 },
  )
})

test('a hundred thousand near inputs: none alike', () => {
  const seen = new Set<string>()
  for (let number = 0; number < 100_000; number++) seen.add(fingerprint({ dish: `dish ${number}` }))
  expect(seen.size).toBe(100_000)
})

test('nothing that was written can be read from it', () => {
  const text = fingerprint({ email: 'ada@example.com' })
  expect(text).toMatch(/^[0-9a-z]{10,24}$/)
})
