// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { endAll } from '../fixtures/drawn.ts'
import type { Drawn } from '../fixtures/face.ts'
import { faces } from '../fixtures/faces.ts'
import { createSingleFlight } from './single-flight.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

const forever = (): Promise<void> => new Promise(() => undefined)

describe.each(faces)('a guarded form of $name', (face) => {
  test('two taps send once, and the button says that it is busy', () => {
    const action = vi.fn<() => Promise<void>>(forever)
    const drawn = face.guardedForm(action)
    drawn.act(() => {
      tap(drawn)
      tap(drawn)
    })
    drawn.act(() => vi.advanceTimersByTime(10_000))
    drawn.act(() => tap(drawn))
    expect([action.mock.calls.length, isBusy(drawn)]).toEqual([1, 'true'])
  })

  test('sends what the form holds when it is tapped', () => {
    const old = vi.fn<() => Promise<void>>(forever)
    const now = vi.fn<() => Promise<void>>(forever)
    const drawn = face.guardedForm(old)
    drawn.again(now)
    drawn.act(() => tap(drawn))
    expect([old.mock.calls.length, now.mock.calls.length]).toEqual([0, 1])
  })
})

describe('a single flight', () => {
  test('the second half of a double tap is ignored though the answer was quick', async () => {
    const flight = createSingleFlight()
    expect(await flight.run(() => Promise.resolve('booked'))).toBe('booked')
    vi.advanceTimersByTime(499)
    expect(flight.run(() => Promise.resolve('booked'))).toBeUndefined()
  })

  test('after a failure it can be tried again at once', async () => {
    const flight = createSingleFlight()
    const failing = flight.run(() => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(flight.read()).toBe(false)
    expect(await flight.run(() => Promise.resolve('booked'))).toBe('booked')
  })

  test('an action that throws before it waits opens the guard too', async () => {
    const flight = createSingleFlight()
    const throwing = flight.run(() => {
      throw new Error('at once')
    })
    await expect(throwing).rejects.toThrow('at once')
    expect(flight.read()).toBe(false)
  })
})

function tap({ place }: Drawn): void {
  place.querySelector('button')?.click()
}

function isBusy({ place }: Drawn) {
  return place.querySelector('button')?.getAttribute('aria-disabled')
}
