import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarFile, type CalendarEvent } from './calendar-file.ts'

const dinner: CalendarEvent = {
  uid: 'one@example.com',
  startsAt: '2026-12-06T02:00:00+00:00',
  endsAt: '2026-12-05T20:00:00-08:00',
  stampedAt: '2026-11-01T10:00:00Z',
  title: 'Dinner',
  description: 'Reference HF-7K3M-9QXT.',
  location: '12 Harbor Road, Sausalito',
}

describe('the calendar file', () => {
  test('says when, in UTC, whatever offset the instants came with', () => {
    const file = calendarFile(dinner)
    expect(file).toContain('DTSTART:20261206T020000Z\r\n')
    expect(file).toContain('DTEND:20261206T040000Z\r\n')
  })

  test('escapes what would end a value', () => {
    const file = calendarFile({ ...dinner, description: 'a, b; c\\d\r\nEND:VEVENT' })
    expect(file).toContain('DESCRIPTION:a\\, b\\; c\\\\d\\nEND:VEVENT\r\n')
    expect(file.match(/^END:VEVENT/gm)).toHaveLength(1)
  })

  test('no line is longer than 75 octets, and unfolding gives the text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const title = text.replaceAll(/[\\;,\r\n]/g, ' ')
        const file = calendarFile({ ...dinner, title })
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThan(76)
        expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`)
      }),
    )
  })

  test('leaves out a place that is not known', () => {
    const { location: _, ...somewhere } = dinner
    expect(calendarFile(somewhere)).not.toContain('LOCATION')
  })
})
