// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { endAll } from '../fixtures/drawn.ts'
import type { Drawn } from '../fixtures/face.ts'
import { faces } from '../fixtures/faces.ts'
import { createToasts } from './toasts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

// Sonner draws in a task of its own, then lets a toast slide out before it goes.
function settle(drawn: Drawn): void {
  drawn.act(() => vi.advanceTimersByTime(100))
  drawn.act(() => vi.advanceTimersByTime(300))
}

test('both faces draw one toast the same', () => {
  const [one, other] = faces.map((face) => {
    const toasts = createToasts()
    const drawn = face.toasts(toasts)
    const action = { label: 'Undo', run: () => undefined }
    drawn.act(() => void toasts.show({ tone: 'warning', text: 'a', detail: 'b', action }))
    settle(drawn)
    const html = toastsIn()[0]?.outerHTML
    drawn.end()
    return html
  })
  expect(one).toBeDefined()
  expect(one).toBe(other)
})

describe.each(faces)('the toasts of $name', (face) => {
  function open() {
    const toasts = createToasts()
    const drawn = face.toasts(toasts)
    const show = (text: string, action?: { label: string; run: () => void }) => {
      drawn.act(() => void toasts.show({ tone: 'info', text, ...(action ? { action } : {}) }))
      settle(drawn)
    }
    return { toasts, drawn, show }
  }

  test('their place is announced from the start', () => {
    const { drawn } = open()
    expect(document.querySelector('section[aria-live="polite"]')).not.toBeNull()
    expect(drawn.place.textContent).toBe('')
  })

  test('show what is told and go when their time is over', () => {
    const { drawn, show } = open()
    show('Invitation sent')
    expect(words()).toEqual(['Invitation sent'])
    drawn.act(() => vi.advanceTimersByTime(5_000))
    settle(drawn)
    expect(words()).toEqual([])
  })

  test('close by their button', () => {
    const { drawn, show } = open()
    show('one')
    drawn.act(() => document.querySelector<HTMLElement>('[aria-label="Close"]')?.click())
    settle(drawn)
    expect(words()).toEqual([])
  })

  test('their action runs once and takes the toast away', () => {
    const { toasts, drawn, show } = open()
    const run = vi.fn<() => void>()
    show('Cancelled', { label: 'Undo', run })
    drawn.act(() => document.querySelector<HTMLElement>('.hf-toast .hf-button')?.click())
    settle(drawn)
    expect([run.mock.calls.length, toasts.read().length, words()]).toEqual([1, 0, []])
  })

  test('a toast with the same id is replaced where it stands', () => {
    const { toasts, drawn } = open()
    drawn.act(() => void toasts.show({ id: 'save', tone: 'info', text: 'Saving' }))
    settle(drawn)
    drawn.act(() => void toasts.show({ id: 'save', tone: 'success', text: 'Saved' }))
    settle(drawn)
    expect(words()).toEqual(['Saved'])
  })

  test('the focus on them holds them', () => {
    const { drawn, show } = open()
    show('one')
    drawn.act(() => document.querySelector<HTMLElement>('[aria-label="Close"]')?.focus())
    drawn.act(() => vi.advanceTimersByTime(60_000))
    expect(words()).toEqual(['one'])
  })
})

function toastsIn() {
  return document.querySelectorAll('.hf-toast')
}

function words() {
  return [...toastsIn()].map((toast) => toast.querySelector('.hf-toast-text')?.textContent)
}
