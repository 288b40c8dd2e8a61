// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { keptText } from './kept.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

test('what is kept is there for the next visit, under its own name', () => {
  keptText('one').write('a')
  keptText('other').write('b')
  expect(keptText('one').read()).toBe('a')
})

test('what is let go is gone', () => {
  const kept = keptText('one')
  kept.write('a')
  kept.write(null)
  expect([kept.read(), localStorage.getItem('one')]).toEqual([null, null])
})

test('whoever shows it is told, here and from other tabs, until they leave', () => {
  const kept = keptText('one')
  const told = vi.fn<() => void>()
  const leave = kept.follow(told)
  kept.write('a')
  dispatchEvent(new StorageEvent('storage'))
  leave()
  kept.write('b')
  expect(told).toHaveBeenCalledTimes(2)
})

test('a browser that refuses to keep anything keeps it until the page is left', () => {
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  const kept = keptText('one')
  kept.write('a')
  expect(kept.read()).toBe('a')
})

function refuse(): never {
  throw new DOMException('denied', 'SecurityError')
}
