import { expect, test } from 'vitest'
import { emptyDraft, type Draft } from '../flow/draft.ts'
import { checkAsked, firstDayAfter } from './check-asked.ts'

const whole: Draft = { ...emptyDraft, menuLater: true, postalCode: '10001' }

test('a price is asked for with a party and a place; day and dishes may stay open', () => {
  expect(checkAsked(whole, '2026-12-03')).toEqual({})
})

test.each<[string, Partial<Draft>, string[]]>([
  ['nobody', { adults: 0 }, ['adults']],
  ['no place', { postalCode: ' ' }, ['postalCode']],
  ['a day too soon', { date: '2026-12-02' }, ['date']],
  ['too few portions', { menuLater: false, proteins: 'chicken:3' }, ['proteins']],
])('%s: it says so at the field', (_, given, fields) => {
  expect(Object.keys(checkAsked({ ...whole, ...given }, '2026-12-03'))).toEqual(fields)
})

test('the first day keeps the notice', () => {
  const noonMs = new Date(2026, 11, 1, 12).getTime()
  expect(firstDayAfter(48, noonMs)).toBe('2026-12-03')
})
