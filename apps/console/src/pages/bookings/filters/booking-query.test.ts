import { describe, expect, test } from 'vitest'
import { bookingQuery, searchedText } from './booking-query.ts'

const today = '2026-11-30'

describe('the days that are asked for', () => {
  test.each([
    [{}, { from: today }],
    [{ when: 'today' }, { from: today, to: today }],
    [{ when: 'tomorrow' }, { from: '2026-12-01', to: '2026-12-01' }],
    [{ when: 'week' }, { from: today, to: '2026-12-06' }],
    [{ when: 'past' }, { to: '2026-11-29' }],
    [{ when: 'all' }, {}],
    [{ from: '2026-01-01' }, { from: '2026-01-01' }],
    [{ to: '2026-01-31' }, { to: '2026-01-31' }],
  ] as const)('%j asks for %j', (search, days) => {
    const { from, to } = bookingQuery(search, today)
    expect({ ...(from && { from }), ...(to && { to }) }).toEqual(days)
  })
})

test('the third page begins behind the first two', () => {
  expect(bookingQuery({ page: 3 }, today)).toMatchObject({ limit: 50, offset: 100 })
})

test('a plain address asks for what will take place from today on', () => {
  expect(bookingQuery({}, today)).toEqual({
    limit: 50,
    offset: 0,
    sort: 'start',
    from: today,
    state: ['pending', 'confirmed', 'seated'],
  })
})

test.each([
  [{ state: 'any' }, undefined],
  [{ state: 'cancelled' }, ['cancelled']],
  [{ state: 'cancelled,no_show' }, ['cancelled', 'no_show']],
  [{ when: 'all' }, undefined],
  [{ when: 'all', state: 'open' }, ['pending', 'confirmed', 'seated']],
] as const)('%j asks for the states %j', (search, states) => {
  expect(bookingQuery(search, today).state).toEqual(states)
})

describe('one box finds', () => {
  test.each([
    ['ada@example.com', 'email'],
    ['+1 415 555 2671', 'phone'],
    ['(415) 555-2671', 'phone'],
    ['HF-7K3M-9QXT', 'q'],
    ['Lovelace', 'q'],
    ['ada@', 'q'],
    ['2030', 'q'],
  ])('%s by %s', (text, key) => {
    expect(searchedText(text)).toEqual({ [key]: text })
  })
})
