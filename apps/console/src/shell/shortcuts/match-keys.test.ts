import { describe, expect, test } from 'vitest'
import { keyName, matchKeys, nothingPressed, press } from './match-keys.ts'

const known = ['g b', 'b', '?', 'mod+k']

function typed(...presses: readonly (readonly [string, number])[]) {
  let pressed = nothingPressed
  for (const [key, atMs] of presses) pressed = press(pressed, key, atMs)
  return matchKeys(pressed, known)
}

describe('key by key', () => {
  test('one key is enough where one is meant', () => {
    expect(typed(['?', 5000])).toBe('?')
  })

  test('two keys in a row come before the second alone', () => {
    expect(typed(['g', 5000], ['b', 5400])).toBe('g b')
  })

  test('after a pause the second key stands alone', () => {
    expect(typed(['g', 5000], ['b', 6300])).toBe('b')
  })

  test('what was typed before does not matter', () => {
    expect(typed(['x', 5000], ['g', 5100], ['b', 5200])).toBe('g b')
  })

  test('a key that means nothing does nothing', () => {
    expect(typed(['g', 5000], ['x', 5100])).toBeUndefined()
  })
})

test.each([
  [{ key: 'k', metaKey: true, ctrlKey: false, altKey: false }, 'mod+k'],
  [{ key: 'K', metaKey: false, ctrlKey: true, altKey: false }, 'mod+k'],
  [{ key: '?', metaKey: false, ctrlKey: false, altKey: false }, '?'],
  [{ key: 'j', metaKey: false, ctrlKey: false, altKey: true }, undefined],
])('%j is %s', (event, name) => {
  expect(keyName(event)).toBe(name)
})
