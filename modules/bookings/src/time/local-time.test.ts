import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  isTimeZone,
  localTimeAt,
  minutesOf,
  resolveLocalTime,
  dayClock,
  wallTimeOf,
  datesOfMonth,
  startOfDayMs,
  addDays,
} from './local-time.ts'
import { transitionDays, transitionZones } from '../fixtures/transition-days.ts'

const everyQuarter = Array.from({ length: 96 }, (_, index) => index * 15)

describe.each(transitionZones)('%s', (zone) => {
  const days = transitionDays(zone)

  test('has two transitions in every year that is looked at', () => {
    expect(days.length).toBeGreaterThanOrEqual(10)
  })

  test('a time is exact, repeated or missing as its day says, at every quarter of an hour', () => {
    for (const date of days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)])) {
      for (const minutes of everyQuarter) {
        const local = resolveLocalTime(date, minutes, zone)
        const found = instantsShowing(date, minutes, zone)
        const kinds = ['missing', 'exact', 'repeated'] as const
        expect({ date, minutes, kind: local.kind }).toEqual({
          date,
          minutes,
          kind: kinds[found.length],
        })
        if (local.kind !== 'missing') expect(local.atMs).toBe(found[0])
      }
    }
  })

  test('the clock of a whole day agrees with the zone at every quarter of an hour', () => {
    for (const date of days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)])) {
      const clock = dayClock(date, zone)
      for (const minutes of everyQuarter) {
        expect(clock(minutes)).toEqual(resolveLocalTime(date, minutes, zone))
      }
    }
  })
})

/** By brute force: every instant around the day whose wall clock shows that time. */
function instantsShowing(date: string, minutes: number, zone: string): readonly number[] {
  const asUtc =
    Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds + minutes * 60_000
  const offsetsMinutes = offsetsAround(date, zone)
  const wanted = { date, time: wallTimeOf(minutes) }
  return [...new Set(offsetsMinutes)]
    .map((offset) => asUtc - offset * 60_000)
    .filter((atMs) => {
      const shown = localTimeAt(atMs, zone)
      return shown.date === wanted.date && shown.time === wanted.time
    })
    .toSorted((one, other) => one - other)
}

function offsetsAround(date: string, zone: string): readonly number[] {
  const noon = Temporal.PlainDate.from(date).toZonedDateTime('UTC').add({ hours: 12 })
  return [-48, -24, 0, 24, 48].map(
    (hours) => noon.add({ hours }).withTimeZone(zone).offsetNanoseconds / 60e9,
  )
}

test('a day begins at one o’clock where the clocks skip midnight', () => {
  const start = startOfDayMs('2024-04-26', 'Africa/Cairo')
  expect(localTimeAt(start, 'Africa/Cairo')).toEqual({ date: '2024-04-26', time: '01:00' })
})

test('wall times and minutes are two ways to write the same', () => {
  expect(minutesOf('18:30')).toBe(1110)
  expect(wallTimeOf(545)).toBe('09:05')
})

test('a month has all its dates, leap days included', () => {
  expect(datesOfMonth('2028-02').at(-1)).toBe('2028-02-29')
  expect(datesOfMonth('2026-12')).toHaveLength(31)
})

test.each([
  ['America/New_York', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['+05:00', false],
  ['', false],
])('%s is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected)
})
