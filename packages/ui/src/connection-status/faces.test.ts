// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { endAll } from '../fixtures/drawn.ts'
import type { Drawn } from '../fixtures/face.ts'
import { faces } from '../fixtures/faces.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
})
afterEach(() => {
  endAll()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** The browser loses or finds its connection and says so. */
function turn(state: 'online' | 'offline'): void {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(state === 'online')
  window.dispatchEvent(new Event(state))
}

test('both faces draw the same', () => {
  turn('offline')
  const [one, other] = faces.map((face) => face.connectionStatus().place.innerHTML)
  expect(one).toBe(other)
})

describe.each(faces)('the connection status of $name', (face) => {
  test('is quiet while there is a connection, with its place ready', () => {
    expect(statusIn(face.connectionStatus())).toBe('')
  })

  test('a page that starts without a connection says so at once', () => {
    turn('offline')
    expect(statusIn(face.connectionStatus())).toContain('You are offline')
  })

  test('says when the connection goes, when it is back, and then nothing', () => {
    const drawn = face.connectionStatus()
    drawn.act(() => turn('offline'))
    expect(statusIn(drawn)).toContain('You are offline')
    drawn.act(() => turn('online'))
    expect(statusIn(drawn)).toContain('online again')
    drawn.act(() => vi.advanceTimersByTime(4_000))
    expect(statusIn(drawn)).toBe('')
  })

  test('a connection that goes again at once is said to be gone', () => {
    const drawn = face.connectionStatus()
    drawn.act(() => turn('offline'))
    drawn.act(() => turn('online'))
    drawn.act(() => turn('offline'))
    drawn.act(() => vi.advanceTimersByTime(10_000))
    expect(statusIn(drawn)).toContain('You are offline')
  })

  test('once it is taken out of the page it listens to nothing', () => {
    const remove = vi.spyOn(window, 'removeEventListener')
    const drawn = face.connectionStatus()
    drawn.act(() => turn('offline'))
    drawn.act(() => turn('online'))
    drawn.end()
    expect(vi.getTimerCount()).toBe(0)
    expect(remove.mock.calls.map(([name]) => name)).toEqual(
      expect.arrayContaining(['online', 'offline']),
    )
  })
})

function statusIn({ place }: Drawn) {
  return place.querySelector('[role="status"]')?.textContent
}
