import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dateIn,
  monthGrid,
  monthOf,
  sameDayIn,
  weekdayOf,
} from './month-grid.ts'
import { clampDate, moveInGrid } from './move-in-grid.ts'

const anyDate = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const anyWeekStart = fc.constantFrom(0, 1, 6)

describe('the grid of a month', () => {
  test('holds every day once, in order, under its weekday', () => {
    fc.assert(
      fc.property(anyDate, anyWeekStart, (date, weekStart) => {
        const weeks = monthGrid(monthOf(date), weekStart)
        const days = weeks.flat().filter((day) => day !== undefined)
        expect(days.map((day) => day.dayOfMonth)).toEqual(days.map((_, index) => index + 1))
        for (const week of weeks) {
          expect(week).toHaveLength(7)
          week.forEach((day, column) => {
            if (day) expect((weekdayOf(day.date) - weekStart + 7) % 7).toBe(column)
          })
        }
      }),
    )
  })

  test.each([
    ['2026-02', 28],
    ['2028-02', 29],
    ['2026-12', 31],
  ])('%s has %i days', (month, count) => {
    expect(monthGrid(month, 1).flat().filter(Boolean)).toHaveLength(count)
  })
})

describe('moving through the grid', () => {
  test('left undoes right, up undoes down', () => {
    fc.assert(
      fc.property(anyDate, anyWeekStart, (date, weekStart) => {
        const there = (key: string, from: string) => moveInGrid(from, { key }, weekStart) ?? ''
        expect(there('ArrowLeft', there('ArrowRight', date))).toBe(date)
        expect(there('ArrowUp', there('ArrowDown', date))).toBe(date)
      }),
    )
  })

  test('Home and End stay in the week of the day', () => {
    fc.assert(
      fc.property(anyDate, anyWeekStart, (date, weekStart) => {
        const home = moveInGrid(date, { key: 'Home' }, weekStart) ?? ''
        expect(weekdayOf(home)).toBe(weekStart)
        expect(moveInGrid(date, { key: 'End' }, weekStart)).toBe(addDays(home, 6))
        expect(home <= date && date <= addDays(home, 6)).toBe(true)
      }),
    )
  })

  test.each([
    [{ key: 'PageDown' }, '2026-01-31', '2026-02-28'],
    [{ key: 'PageUp' }, '2026-01-15', '2025-12-15'],
    [{ key: 'PageDown', shiftKey: true }, '2028-02-29', '2029-02-28'],
  ])('%j from %s leads to %s', (pressed, from, to) => {
    expect(moveInGrid(from, pressed, 0)).toBe(to)
  })

  test('other keys are left to the browser', () => {
    expect(moveInGrid('2026-01-31', { key: 'Tab' }, 0)).toBeUndefined()
  })

  test('a day outside the range is drawn to its nearer end', () => {
    const range = { min: '2026-01-10', max: '2026-01-20' }
    expect(['2026-01-01', '2026-01-15', '2026-02-01'].map((day) => clampDate(day, range))).toEqual([
      '2026-01-10',
      '2026-01-15',
      '2026-01-20',
    ])
  })
})

describe('days and months', () => {
  test('months pass over the end of a year', () => {
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1), addMonths('2026-03', 12)]).toEqual([
      '2027-01',
      '2025-12',
      '2027-03',
    ])
    expect(sameDayIn('2026-02', '2026-01-31')).toBe('2026-02-28')
  })

  test('the day at an instant is the one on the clocks of the zone', () => {
    const instant = new Date('2026-12-05T02:00:00Z')
    expect(dateIn('America/Los_Angeles', instant)).toBe('2026-12-04')
    expect(dateIn('Europe/Vienna', instant)).toBe('2026-12-05')
  })
})
