import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { linkedSonnerStyle } from './linked-sonner-style.ts'
import { createToasts, type Toasts } from './toasts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const texts = (toasts: Toasts) => toasts.read().map(({ text }) => text)

test.each([
  ['success', undefined, 5_000],
  ['success', { label: 'Undo', run: () => undefined }, 10_000],
] as const)('a %s with %o goes after %i ms', (tone, action, ms) => {
  const toasts = createToasts()
  toasts.show({ tone, text: 'Cancelled', ...(action ? { action } : {}) })
  vi.advanceTimersByTime(ms - 1)
  expect(texts(toasts)).toEqual(['Cancelled'])
  vi.advanceTimersByTime(1)
  expect(texts(toasts)).toEqual([])
})

test('what went wrong stays until it is dismissed', () => {
  const toasts = createToasts()
  const id = toasts.show({ tone: 'danger', text: 'Not saved' })
  vi.advanceTimersByTime(86_400_000)
  expect(texts(toasts)).toEqual(['Not saved'])
  toasts.dismiss(id)
  expect(texts(toasts)).toEqual([])
})

test('the same id again replaces the toast and starts its time anew', () => {
  const toasts = createToasts()
  toasts.show({ id: 'save', tone: 'info', text: 'Saving' })
  vi.advanceTimersByTime(4_000)
  toasts.show({ id: 'save', tone: 'success', text: 'Saved' })
  vi.advanceTimersByTime(4_999)
  expect(texts(toasts)).toEqual(['Saved'])
  vi.advanceTimersByTime(1)
  expect(texts(toasts)).toEqual([])
})

test('while somebody reads, nothing goes; afterwards the rest of the time is left', () => {
  const toasts = createToasts()
  toasts.show({ tone: 'info', text: 'Copied' })
  vi.advanceTimersByTime(3_000)
  toasts.hold('pointer')
  toasts.hold('focus')
  toasts.release('pointer')
  vi.advanceTimersByTime(60_000)
  expect(texts(toasts)).toEqual(['Copied'])
  toasts.release('focus')
  vi.advanceTimersByTime(1_999)
  expect(texts(toasts)).toEqual(['Copied'])
  vi.advanceTimersByTime(1)
  expect(texts(toasts)).toEqual([])
})

test('a toast closed below the pointer holds no other for ever', () => {
  const toasts = createToasts()
  const closed = toasts.show({ tone: 'info', text: 'one' })
  toasts.show({ tone: 'info', text: 'two' })
  toasts.hold('pointer')
  toasts.dismiss(closed)
  vi.advanceTimersByTime(5_000)
  expect(texts(toasts)).toEqual([])
})

test('at most four are in view, the oldest goes first', () => {
  const toasts = createToasts()
  for (const text of ['1', '2', '3', '4', '5', '6']) toasts.show({ tone: 'danger', text })
  expect(texts(toasts)).toEqual(['3', '4', '5', '6'])
})

test('no timer is left when all are gone', () => {
  const toasts = createToasts()
  for (const text of ['1', '2']) toasts.dismiss(toasts.show({ tone: 'info', text }))
  expect(vi.getTimerCount()).toBe(0)
})

test('the installed sonner still writes its style where the plugin leaves it out', () => {
  const entry = createRequire(import.meta.url)
    .resolve('sonner')
    .replace(/index\.js$/, 'index.mjs')
  const { filter, handler } = linkedSonnerStyle().transform
  expect(entry).toMatch(filter.id)
  const code = readFileSync(entry, 'utf8')
  expect(code).toMatch(/^__insertCSS\(/m)
  expect(handler(code)).not.toMatch(/^__insertCSS\(/m)
  expect(() => handler('export {}')).toThrow('sonner')
})
