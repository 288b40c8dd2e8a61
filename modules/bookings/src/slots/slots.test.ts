import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localTimeAt, minutesOf } from '../time/local-time.ts'
import { transitionDays, transitionZones } from '../fixtures/transition-days.ts'
import { calendarOfMonth } from './month.ts'
import { nearestFreeSlots } from './nearest.ts'
import { openDay } from './opening.ts'
import { slots, type Capacity, type SlotQuestion, type SlotRules } from './slots.ts'

const rules: SlotRules = {
  timeZone: 'America/New_York',
  opensAt: '11:00',
  closesAt: '23:00',
  mustEndBy: '01:00',
  slotMinutes: 30,
  noticeHours: 48,
  setupMinutes: 30,
  cleanupMinutes: 15,
  requiredKinds: ['unit'],
}
const longAgoMs = Date.parse('2020-01-01T00:00:00Z')
const empty: Capacity = { units: { unit: 2 }, taken: [] }
const question: SlotQuestion = {
  rules,
  capacity: empty,
  date: '2026-11-20',
  durationHours: 2,
  nowMs: longAgoMs,
}
const hourMs = 3_600_000

const times = (asked: Partial<SlotQuestion>) =>
  slots({ ...question, ...asked }).map((slot) => slot.time)

function taken(fromIso: string, hours: number, kind = 'unit') {
  const fromMs = Date.parse(fromIso)
  return { kind, fromMs, toMs: fromMs + hours * hourMs }
}

const judge = (date: string, time: string, extra: Partial<SlotRules> = {}) =>
  openDay(
    { ...rules, opensAt: '00:00', closesAt: '00:00', mustEndBy: '00:00', ...extra },
    date,
  ).judge({
    minutes: minutesOf(time),
    durationHours: 1,
    nowMs: longAgoMs,
  })

const judgeAt = (nowMs: number) =>
  openDay(rules, '2026-11-20').judge({ minutes: 18 * 60, durationHours: 2, nowMs }).kind

const stateAt = (capacity: Capacity, time: string) =>
  slots({ ...question, capacity }).find((slot) => slot.time === time)?.state

const wholeDay = (date: string, hours: number) => taken(`${date}T16:00:00Z`, hours)

describe('opening hours', () => {
  test('starts lie on the grid from opening to before closing', () => {
    const found = times({})
    expect([found[0], found[1], found.at(-1)]).toEqual(['11:00', '11:30', '22:30'])
  })

  test('a long booking starts early enough to end in time', () => {
    expect(times({ durationHours: 8 }).at(-1)).toBe('17:00')
  })

  test('an end on the same day is an end on the same day', () => {
    expect(times({ rules: { ...rules, mustEndBy: '22:00' } }).at(-1)).toBe('20:00')
  })

  test('closing at 00:00 is the end of the day', () => {
    expect(times({ rules: { ...rules, closesAt: '00:00', mustEndBy: '04:00' } }).at(-1)).toBe(
      '23:30',
    )
  })

  test('a day that can not be reached with notice has only its later starts', () => {
    const nowMs = Date.parse('2026-11-18T18:10:00Z')
    expect(times({ nowMs })[0]).toBe('13:30')
  })

  test('a past day is closed', () => {
    expect(times({ nowMs: Date.parse('2027-01-01T00:00:00Z') })).toEqual([])
  })
})

describe('one start', () => {
  test('is refused when the clocks skip it', () => {
    expect(judge('2026-03-08', '02:30').kind).toBe('unknownTime')
  })

  test('is the earlier one, with a notice, when it happens twice', () => {
    const found = judge('2026-11-01', '01:30')
    expect(found).toMatchObject({
      kind: 'open',
      startsAtMs: Date.parse('2026-11-01T05:30:00Z'),
      notices: [expect.stringContaining('01:30 happens twice')],
    })
  })

  test.each([
    ['before opening', '10:30', 'closed'],
    ['at closing', '23:00', 'closed'],
    ['beside the grid', '12:10', 'closed'],
    ['at opening', '11:00', 'open'],
  ])('%s (%s) is %s', (_, time, kind) => {
    expect(judge('2026-06-01', time, rules).kind).toBe(kind)
  })

  test('exactly at the notice is allowed, a moment later too soon', () => {
    const startMs = Date.parse('2026-11-20T23:00:00Z')
    expect([judgeAt(startMs - 48 * hourMs), judgeAt(startMs - 48 * hourMs + 1)]).toEqual([
      'open',
      'tooSoon',
    ])
  })
})

describe('taken units', () => {
  test('the last of several units makes a start few, none makes it full', () => {
    const one = taken('2026-11-20T22:30:00Z', 2.75)
    expect(stateAt({ units: { unit: 2 }, taken: [one] }, '18:00')).toBe('few')
    expect(stateAt({ units: { unit: 2 }, taken: [one, one] }, '18:00')).toBe('full')
    expect(stateAt({ units: { unit: 2 }, taken: [one, one] }, '12:00')).toBe('free')
  })

  test('setup and cleanup of the asked booking count', () => {
    // taken 19:45 to 20:00 local; a booking of 18:00 to 20:00 needs 17:30 to 20:15
    const busy = { units: { unit: 1 }, taken: [taken('2026-11-21T01:10:00Z', 1)] }
    expect(stateAt(busy, '18:00')).toBe('full')
    const later = { units: { unit: 1 }, taken: [taken('2026-11-21T01:15:00Z', 1)] }
    expect(stateAt(later, '18:00')).toBe('free')
  })

  test('every required kind must be free', () => {
    const both = { ...rules, requiredKinds: ['unit', 'chef'] }
    const capacity = {
      units: { unit: 3, chef: 1 },
      taken: [taken('2026-11-20T22:30:00Z', 3, 'chef')],
    }
    const found = slots({ ...question, rules: both, capacity })
    expect(found.find((slot) => slot.time === '18:00')?.state).toBe('full')
    expect(found.find((slot) => slot.time === '12:00')?.state).toBe('free')
  })

  test('a station without units is full', () => {
    expect(
      new Set(slots({ ...question, capacity: { units: {}, taken: [] } }).map((s) => s.state)),
    ).toEqual(new Set(['full']))
  })
})

describe.each(transitionZones)('days on which the clocks change in %s', (timeZone) => {
  test('every start shows its own wall time, exists, and ends after exactly its hours', () => {
    const allDay = { ...rules, timeZone, opensAt: '00:00', closesAt: '00:00', mustEndBy: '00:00' }
    for (const day of transitionDays(timeZone)) {
      for (const date of [addDays(day, -1), day, addDays(day, 1)]) {
        const found = slots({ ...question, rules: allDay, date, durationHours: 1 })
        for (const slot of found) {
          expect(localTimeAt(slot.startsAtMs, timeZone)).toEqual({ date, time: slot.time })
          expect(slot.endsAtMs - slot.startsAtMs).toBe(hourMs)
        }
        const starts = found.map((slot) => slot.startsAtMs)
        expect(new Set(starts).size).toBe(starts.length)
      }
    }
  })
})

describe('the calendar of a month', () => {
  test('tells closed, free, few and full days apart', () => {
    const capacity = {
      units: { unit: 1 },
      taken: [wholeDay('2026-11-20', 24), wholeDay('2026-11-24', 9)],
    }
    const nowMs = Date.parse('2026-11-15T00:00:00Z')
    const days = calendarOfMonth('2026-11', { rules, capacity, durationHours: 2, nowMs })
    const state = (date: string) => days.find((day) => day.date === date)?.state
    expect(days).toHaveLength(30)
    expect(['2026-11-15', '2026-11-19', '2026-11-24', '2026-11-20'].map(state)).toEqual([
      'closed',
      'free',
      'few',
      'full',
    ])
  })
})

describe('alternatives', () => {
  const wantedMs = Date.parse('2026-11-20T23:00:00Z')

  test('are the five nearest free starts, in order', () => {
    const capacity = { units: { unit: 1 }, taken: [taken('2026-11-20T22:30:00Z', 2.75)] }
    const found = nearestFreeSlots({ ...question, capacity }, wantedMs)
    expect(found.map((slot) => slot.time)).toEqual(['14:00', '14:30', '15:00', '21:00', '21:30'])
  })

  test('come from other days when the day is full', () => {
    const capacity = { units: { unit: 1 }, taken: [taken('2026-11-20T10:00:00Z', 24)] }
    const found = nearestFreeSlots({ ...question, capacity }, wantedMs)
    expect(found).toHaveLength(5)
    expect(found.every((slot) => slot.date !== '2026-11-20')).toBe(true)
  })

  test('never contain a full start or the wanted one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (from, hours) => {
          const one = taken('2026-11-20T12:00:00Z', hours)
          const shifted = {
            ...one,
            fromMs: one.fromMs + from * hourMs,
            toMs: one.toMs + from * hourMs,
          }
          const capacity = { units: { unit: 1 }, taken: [shifted] }
          const found = nearestFreeSlots({ ...question, capacity }, wantedMs)
          expect(found.every((slot) => slot.state !== 'full' && slot.startsAtMs !== wantedMs)).toBe(
            true,
          )
        },
      ),
    )
  })
})
