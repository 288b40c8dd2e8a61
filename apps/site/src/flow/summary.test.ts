import { describe, expect, test } from 'vitest'
import { guestWords, summaryRows } from './answers-summary.ts'
import { emptyDraft } from './draft.ts'
import { nearestOpenDays } from './nearest-days.ts'
import { partsOfDay } from './parts-of-day.ts'

describe('the summary', () => {
  test('says only what has been answered', () => {
    expect(summaryRows(emptyDraft, undefined)).toEqual([])
  })

  test('says that there are no wishes once that was asked', () => {
    const rows = summaryRows({ ...emptyDraft, wishesAnswered: true }, undefined)
    expect(rows.map((row) => row.lines)).toEqual([['Nothing special']])
  })

  test.each([
    [{ adults: 1, children: 0, underSix: 0 }, '1 adult'],
    [{ adults: 8, children: 1, underSix: 2 }, '8 adults, 1 child, 2 little ones'],
  ])('%j is %s', (party, words) => {
    expect(guestWords(party)).toBe(words)
  })
})

const at = (time: string) => ({
  time,
  date: '2026-12-05',
  startsAt: `2026-12-05T${time}:00Z`,
  endsAt: `2026-12-05T${time}:00Z`,
  state: 'free' as const,
})

describe('times under their part of the day', () => {
  test('every slot stands in exactly one part, empty parts are left out', () => {
    const parts = partsOfDay([at('11:00'), at('14:59'), at('17:00'), at('22:30')])
    expect(parts.map((part) => [part.name, part.slots.map((slot) => slot.time)])).toEqual([
      ['Midday', ['11:00', '14:59']],
      ['Evening', ['17:00', '22:30']],
    ])
  })
})

describe('the nearest open days', () => {
  test('are the four nearest, in the order of the calendar, without the day itself', () => {
    const days = ['01', '04', '05', '06', '07', '20'].map((day) => ({
      date: `2026-12-${day}`,
      state: 'free' as const,
    }))
    const taken = { date: '2026-12-08', state: 'full' as const }
    expect(nearestOpenDays([...days, taken], '2026-12-05')).toEqual([
      '2026-12-01',
      '2026-12-04',
      '2026-12-06',
      '2026-12-07',
    ])
  })
})
