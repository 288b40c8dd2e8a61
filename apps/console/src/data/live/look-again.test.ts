// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveStatus } from './live-status.ts'
import { lookAgainUnlessLive } from './look-again.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const minuteMs = 60_000

test('pages that are not told are looked at again each minute, and not once they are', () => {
  const [status, look] = [createLiveStatus(), vi.fn<() => void>()]
  const end = lookAgainUnlessLive(status, look)
  vi.advanceTimersByTime(2 * minuteMs)
  expect(look).toHaveBeenCalledTimes(2)
  status.set('open')
  vi.advanceTimersByTime(5 * minuteMs)
  expect(look).toHaveBeenCalledTimes(2)
  status.set('waiting')
  vi.advanceTimersByTime(minuteMs)
  expect(look).toHaveBeenCalledTimes(3)
  end()
  vi.advanceTimersByTime(minuteMs)
  expect(look).toHaveBeenCalledTimes(3)
})

test('nothing is asked for pages that nobody looks at', () => {
  const look = vi.fn<() => void>()
  const end = lookAgainUnlessLive(createLiveStatus(), look)
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  vi.advanceTimersByTime(2 * minuteMs)
  expect(look).not.toHaveBeenCalled()
  end()
})
