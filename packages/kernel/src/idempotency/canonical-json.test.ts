import { assert, jsonValue, property } from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { fingerprint } from './fingerprint.ts'

const json = jsonValue({ maxDepth: 4 })

/** The same value with the members of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, member]) => [name, shuffled(member)])
  return Object.fromEntries(entries.toReversed())
}

test('the order of members and the spacing change nothing', () => {
  assert(
    property(json, (value) => {
      const resent: unknown = JSON.parse(JSON.stringify(shuffled(value), undefined, 3))
      expect(canonicalJson(resent)).toBe(canonicalJson(value))
    }),
  )
})

test('the text means the value', () => {
  assert(
    property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('different values have different texts', () => {
  assert(
    property(json, json, (one, other) => {
      const isSame = canonicalJson(one) === canonicalJson(other)
      expect(isSame).toBe(equal(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))))
    }),
  )
})

function equal(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other)
    return true
  } catch {
    return false
  }
}

test.each([
  ['{"b":1,"a":[2,{"d":1e3,"c":-0}]}', '{"a":[2,{"c":0,"d":1000}],"b":1}'],
  ['{"\\u20ac":1,"\\r":2,"1":3,"\\ud83d\\ude00":4}', '{"\\r":2,"1":3,"\u20ac":1,"\ud83d\ude00":4}'],
  ['"\\u0061\\/"', '"a/"'],
  ['[1.0,1E2,0.000001,1e-7]', '[1,100,0.000001,1e-7]'],
])('%s is written as RFC 8785 wants it', (sent, canonical) => {
  expect(canonicalJson(JSON.parse(sent))).toBe(canonical)
})

test.each([[Number.NaN], [Infinity], [10n], [Symbol('a')], [() => 1]])(
  'what JSON can not say is refused',
  (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError)
  },
)

test('no body, null, and an empty object are three different requests', () => {
  const prints = [undefined, null, {}].map(fingerprint)
  expect(new Set(prints).size).toBe(3)
  expect(prints[0]).toMatch(/^[0-9a-f]{64}$/)
})
