import { describe, expect, test } from 'vitest'
import { formatDay, formatTimeIn, sameClock, weekdayNames, zoneName } from './moments.ts'

const evening = '2026-12-06T02:00:00Z'

describe('moments on the station’s clocks', () => {
  test.each([
    ['en-US', '6:00 PM'],
    ['de-AT', '18:00'],
  ])('%s', (locale, text) => {
    const shown = formatTimeIn(evening, 'America/Los_Angeles', locale)
    expect(shown.replaceAll('\u202f', ' ')).toBe(text)
  })

  test('the zone is named as it is at that moment', () => {
    expect(zoneName('America/Los_Angeles', evening, 'en-US')).toBe('Pacific Standard Time')
    expect(zoneName('America/Los_Angeles', '2026-07-01T02:00:00Z', 'en-US')).toBe(
      'Pacific Daylight Time',
    )
  })

  test('zones with the same clocks need no note', () => {
    expect(sameClock('America/Los_Angeles', 'America/Tijuana', evening)).toBe(true)
    expect(sameClock('America/Los_Angeles', 'Europe/Vienna', evening)).toBe(false)
  })

  test('a day without a zone is the same everywhere', () => {
    expect(formatDay('2026-12-05', 'en-US')).toBe('Saturday, December 5, 2026')
  })

  test('weekdays begin where the reader’s week begins', () => {
    expect(weekdayNames(0, 'long', 'en-US')[0]).toBe('Sunday')
    expect(weekdayNames(1, 'long', 'de-AT')[0]).toBe('Montag')
  })
})
