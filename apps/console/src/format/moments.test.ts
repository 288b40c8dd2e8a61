import { describe, expect, test } from 'vitest'
import {
  addDays,
  formatDay,
  formatDistance,
  formatLongDay,
  formatMoment,
  formatTimeIn,
  formatZonedTime,
  sameClock,
  zoneName,
} from './moments.ts'

const evening = '2026-12-06T02:00:00Z'
const now = new Date('2026-11-22T10:00:00Z')

test.each([
  ['2026-12-05', 'en-US', 'Sat, Dec 5'],
  ['2027-01-02', 'en-US', 'Sat, Jan 2, 2027'],
  ['2026-12-05', 'de-AT', 'Sa., 5. Dez.'],
])('a day without a zone: %s in %s', (date, locale, text) => {
  expect(formatDay(date, now, locale)).toBe(text)
})

test('a long day names everything', () => {
  expect(formatLongDay('2026-12-05', 'en-US')).toBe('Saturday, December 5, 2026')
})

test('a time is that of the station’s clocks', () => {
  const shown = formatTimeIn(evening, 'America/Los_Angeles', 'en-US')
  expect(shown.replaceAll('\u202f', ' ')).toBe('6:00 PM')
})

test.each([
  ['America/Los_Angeles', '6:00 PM PST'],
  ['America/New_York', '9:00 PM EST'],
  ['UTC', '2:00 AM UTC'],
])('in a list the zone stands beside the time: %s', (zone, text) => {
  expect(formatZonedTime(evening, zone, 'en-US').replaceAll('\u202f', ' ')).toBe(text)
})

test.each([
  ['en-US', 'America/New_York', 'Dec 5, 2026, 9:00 PM EST'],
  ['de-AT', 'Europe/Vienna', '6. Dez. 2026, 03:00 MEZ'],
])('a moment is a real date with its zone, in %s', (locale, zone, text) => {
  expect(formatMoment(evening, locale, zone).replaceAll('\u202f', ' ')).toBe(text)
})

test('a zone is named as it is at that moment', () => {
  expect(zoneName('America/New_York', evening, 'en-US')).toBe('Eastern Standard Time')
})

test('zones with the same clocks need no note', () => {
  expect(sameClock('America/Los_Angeles', 'America/Tijuana', evening)).toBe(true)
  expect(sameClock('America/Los_Angeles', 'Europe/Vienna', evening)).toBe(false)
})

describe('how long ago or ahead', () => {
  test.each([
    ['2026-11-22T09:59:30Z', 'now'],
    ['2026-11-22T09:30:00Z', '30 minutes ago'],
    ['2026-11-22T07:00:00Z', '3 hours ago'],
    ['2026-11-21T09:00:00Z', 'yesterday'],
    ['2026-11-24T10:00:00Z', 'in 2 days'],
    ['2026-11-25T22:00:00Z', 'in 3 days'],
    ['2026-12-06T10:00:00Z', 'in 2 weeks'],
    ['2025-10-22T10:00:00Z', 'last year'],
  ])('%s', (instant, text) => {
    expect(formatDistance(instant, now, { locale: 'en-US' })).toBe(text)
  })
})

test('days are those of the zone that the day is shown in', () => {
  const dinner = '2026-11-26T02:00:00Z' // Wednesday the 25th, 6 PM in Los Angeles
  const sunday = new Date('2026-11-22T20:00:00Z')
  expect(formatDistance(dinner, sunday, { locale: 'en-US', timeZone: 'America/Los_Angeles' })).toBe(
    'in 3 days',
  )
  expect(formatDistance(dinner, sunday, { locale: 'en-US', timeZone: 'UTC' })).toBe('in 4 days')
})

test('days are counted over the ends of months and the change of clocks', () => {
  expect(addDays('2026-02-27', 3)).toBe('2026-03-02')
  expect(addDays('2026-10-31', 1)).toBe('2026-11-01')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
})
