// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { endAll } from '../fixtures/drawn.ts'
import { faces } from '../fixtures/faces.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

describe.each(faces)('a debounced value of $name', (face) => {
  test('is there at once the first time', () => {
    expect(face.debounced('a').place.textContent).toBe('a')
  })

  test('follows once it has been still for 300 ms', () => {
    const drawn = face.debounced('a')
    drawn.again('ab')
    drawn.act(() => vi.advanceTimersByTime(299))
    expect(drawn.place.textContent).toBe('a')
    drawn.act(() => vi.advanceTimersByTime(1))
    expect(drawn.place.textContent).toBe('ab')
  })

  test('waits anew with every change and skips what stood in between', () => {
    const drawn = face.debounced('a')
    for (const text of ['ab', 'abc', 'abcd']) {
      drawn.again(text)
      drawn.act(() => vi.advanceTimersByTime(200))
    }
    expect(drawn.place.textContent).toBe('a')
    drawn.act(() => vi.advanceTimersByTime(100))
    expect(drawn.place.textContent).toBe('abcd')
  })

  test('once it is taken out of the page no timer is left', () => {
    const drawn = face.debounced('a')
    drawn.again('ab')
    drawn.end()
    expect(vi.getTimerCount()).toBe(0)
  })
})
