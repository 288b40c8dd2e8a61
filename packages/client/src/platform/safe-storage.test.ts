import { describe, expect, test } from 'vitest'
import { brokenStorage, givenStorage } from '../fixtures/given-client.ts'
import { readJson, safeStorage } from './safe-storage.ts'

describe.each([
  ['absent', undefined],
  ['forbidden', brokenStorage],
  ['there', givenStorage()],
])('a storage that is %s', (_, storage) => {
  test('keeps, changes and lets go', () => {
    const safe = safeStorage(storage)
    expect(safe.getItem('a')).toBeNull()
    safe.setItem('a', '1')
    safe.setItem('a', '2')
    expect(safe.getItem('a')).toBe('2')
    safe.removeItem('a')
    expect(safe.getItem('a')).toBeNull()
  })
})

test('a storage that is full keeps what it had, and memory keeps the rest', () => {
  const storage = givenStorage()
  const safe = safeStorage({
    ...storage,
    setItem(name, value) {
      if (value.length > 3) throw new DOMException('full', 'QuotaExceededError')
      storage.setItem(name, value)
    },
  })
  safe.setItem('a', 'old')
  safe.setItem('a', 'longer')
  expect(safe.getItem('a')).toBe('longer')
  safe.setItem('a', 'new')
  expect(safe.getItem('a')).toBe('new')
  expect(storage.getItem('a')).toBe('new')
})

test.each(['{', '', 'undefined'])('JSON that is none (%j) is nothing', (text) => {
  const storage = givenStorage()
  storage.setItem('a', text)
  expect(readJson(storage, 'a')).toBeUndefined()
})
