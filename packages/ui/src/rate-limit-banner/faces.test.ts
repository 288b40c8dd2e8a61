// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { endAll } from '../fixtures/drawn.ts'
import type { Drawn } from '../fixtures/face.ts'
import { faces } from '../fixtures/faces.ts'
import { fakeClientEvents, fakeStorage, stillWatch } from '../fixtures/limits.ts'
import { watchLimits } from './watch-limits.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

test.each([5, 30, 90])('with %i s to go both faces draw the same', (seconds) => {
  const [one, other] = faces.map((face) => face.limitBanner(stillWatch(seconds)).place.innerHTML)
  expect(one).toBe(other)
})

describe.each(faces)('the banner of $name', (face) => {
  function open() {
    const client = fakeClientEvents()
    const watch = watchLimits({ events: client.events, storage: fakeStorage() })
    return { client, watch, drawn: face.limitBanner(watch) }
  }

  test('its status is in the page before there is anything to say', () => {
    const { drawn } = open()
    expect(statusIn(drawn)?.textContent).toBe('')
    expect(buttonIn(drawn)).toBeNull()
  })

  test('counts down in words and tone, and goes at zero', () => {
    const { client, drawn } = open()
    drawn.act(() => client.meet('search', 31_000))
    expect([toneIn(drawn), leftIn(drawn)]).toEqual(['info', '31 s'])
    drawn.act(() => vi.advanceTimersByTime(1_000))
    expect([toneIn(drawn), leftIn(drawn)]).toEqual(['warning', '30 s'])
    drawn.act(() => vi.advanceTimersByTime(21_000))
    expect([toneIn(drawn), leftIn(drawn)]).toEqual(['danger', '9 s'])
    drawn.act(() => vi.advanceTimersByTime(9_000))
    expect([toneIn(drawn), statusIn(drawn)?.textContent]).toEqual([undefined, ''])
  })

  test('the seconds are for the eye alone', () => {
    const { client, drawn } = open()
    drawn.act(() => client.meet('search', 42_000))
    expect(drawn.place.querySelector('.hf-limit-left')?.closest('[aria-hidden="true"]')).not.toBe(
      null,
    )
  })

  test.each(['click', 'Escape'])('%s dismisses it and gives the focus back', (how) => {
    const before = document.body.appendChild(document.createElement('input'))
    const { client, drawn } = open()
    drawn.act(() => client.meet('search', 42_000))
    before.focus()
    const button = buttonIn(drawn)
    drawn.act(() => button?.focus())
    drawn.act(() => {
      if (how === 'click') button?.click()
      else button?.dispatchEvent(new KeyboardEvent('keydown', { key: how, bubbles: true }))
    })
    expect([toneIn(drawn), document.activeElement]).toEqual([undefined, before])
  })

  test('once it is taken out of the page it follows nothing', () => {
    const { client, watch, drawn } = open()
    drawn.end()
    client.meet('search', 42_000)
    expect([watch.read()?.left, drawn.place.innerHTML]).toEqual(['42 s', ''])
    watch.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})

function statusIn({ place }: Drawn) {
  return place.querySelector('[role="status"]')
}

function buttonIn({ place }: Drawn) {
  return place.querySelector<HTMLElement>('button[aria-label="Dismiss this notice"]')
}

function toneIn({ place }: Drawn) {
  return place.querySelector<HTMLElement>('[data-tone]')?.dataset['tone']
}

function leftIn({ place }: Drawn) {
  return place.querySelector('.hf-limit-left')?.textContent
}
