import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultSort,
  defaultState,
  isSameSearch,
  readBookingSearch,
  sorts,
  spans,
  tidySearch,
} from './booking-search.ts'

const station = '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11'

describe('reading an address', () => {
  test('a plain address is the default search', () => {
    expect(readBookingSearch({})).toEqual({})
  })

  test('what the address says is kept', () => {
    const search = { when: 'week', state: 'confirmed', station, q: 'Ada', page: 3 }
    expect(readBookingSearch(search)).toEqual(search)
  })

  test.each([
    ['an unknown span', { when: 'yesteryear' }],
    ['an unknown state', { state: 'eaten' }],
    ['a date that is none', { from: '2026-02-31' }],
    ['a station that is no id', { station: "' or 1=1" }],
    ['the first page', { page: 1 }],
    ['a page that is none', { page: 'x' }],
    ['an empty search', { q: '  ' }],
    ['the usual order', { sort: 'start' }],
    ['the usual span', { when: 'upcoming' }],
    ['the usual state of days ahead', { state: 'open' }],
    ['something that is not ours', { utm_source: 'mail' }],
  ])('%s is dropped', (_, raw) => {
    expect(readBookingSearch(raw)).toEqual({})
  })

  test('one bad part leaves the others', () => {
    expect(readBookingSearch({ state: 'eaten', q: 'Ada' })).toEqual({ q: 'Ada' })
  })

  test('days of one’s own choice take the place of a span', () => {
    expect(readBookingSearch({ when: 'past', from: '2026-01-05' })).toEqual({ from: '2026-01-05' })
  })

  test('days the wrong way round are turned', () => {
    expect(readBookingSearch({ from: '2026-02-01', to: '2026-01-01' })).toEqual({
      from: '2026-01-01',
      to: '2026-02-01',
    })
  })

  test('a number that was typed to be found is a text', () => {
    expect(readBookingSearch({ q: 4155552671 })).toEqual({ q: '4155552671' })
  })
})

const anySearch = fc.record(
  {
    when: fc.constantFrom(...spans),
    from: fc.constantFrom('2026-01-01', '2026-06-30'),
    to: fc.constantFrom('2026-03-01', '2026-12-31'),
    state: fc.constantFrom(
      'open',
      'any',
      'cancelled',
      'confirmed,completed',
      'completed,confirmed',
    ),
    station: fc.constant(station),
    q: fc.constantFrom('Ada', '+1 415 555 2671', 'a & b = c'),
    sort: fc.constantFrom(...sorts),
    page: fc.integer({ min: 1, max: 1000 }),
  },
  { requiredKeys: [] },
)

describe('every search', () => {
  test('survives the way through the address', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        const tidy = readBookingSearch(search)
        const query = new URLSearchParams(Object.entries(tidy).map(([k, v]) => [k, String(v)]))
        expect(readBookingSearch(Object.fromEntries(query))).toEqual(tidy)
      }),
    )
  })

  test('is tidy after being tidied once', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        expect(tidySearch(tidySearch(search))).toEqual(tidySearch(search))
      }),
    )
  })
})

test('the past is read backwards, what comes forwards', () => {
  expect(defaultSort({ when: 'past' })).toBe('-start')
  expect(defaultSort({})).toBe('start')
})

test('of the days ahead only what will take place is shown, of others everything', () => {
  expect(defaultState({})).toBe('open')
  expect(defaultState({ when: 'today' })).toBe('open')
  expect(defaultState({ when: 'all' })).toBe('any')
  expect(defaultState({ from: '2026-01-01' })).toBe('any')
})

test('two searches are the same whatever the page and the order of their parts', () => {
  expect(isSameSearch({ q: 'a', state: 'pending', page: 2 }, { state: 'pending', q: 'a' })).toBe(
    true,
  )
  expect(isSameSearch({ when: 'upcoming' }, {})).toBe(true)
  expect(isSameSearch({ when: 'today' }, {})).toBe(false)
})
