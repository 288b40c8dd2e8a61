import { afterEach, describe, expect, test } from 'vitest'
import { readRetryAfter } from './retry-after.ts'

const now = new Date('2026-12-05T18:00:00.000Z')
const read = (header: string, date?: string) =>
  readRetryAfter(new Headers({ 'retry-after': header, ...(date ? { date } : {}) }), now)

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['24', 24_000],
    [' 24 ', 24_000],
    ['1.5', 1500],
    ['0.0001', 1],
    ['Sat, 05 Dec 2026 18:00:30 GMT', 30_000],
    ['Saturday, 05-Dec-26 18:00:30 GMT', 30_000],
    ['Sat Dec  5 18:00:30 2026', 30_000],
    ['Sat, 05 Dec 2026 17:00:00 GMT', 0],
  ])('%j is %i ms', (header, ms) => {
    expect(read(header)).toBe(ms)
  })

  test.each(['', 'soon', '-5', '1e3', '0x10', 'Infinity', '5, 10', 'Sat, GMT'])(
    '%j says nothing',
    (header) => {
      expect(read(header)).toBeUndefined()
    },
  )

  test('none says nothing', () => {
    expect(readRetryAfter(new Headers(), now)).toBeUndefined()
  })

  test('for ever is a long time, and still a number of milliseconds', () => {
    expect(read('9'.repeat(400))).toBe(1e12)
  })
})

describe('a date is read on the clock of the server that wrote it', () => {
  test.each([
    ['an hour behind', 'Sat, 05 Dec 2026 17:00:00 GMT', 3_630_000],
    ['an hour ahead', 'Sat, 05 Dec 2026 19:00:00 GMT', 0],
    ['thirty seconds ahead', 'Sat, 05 Dec 2026 18:00:20 GMT', 10_000],
    ['unreadable', 'yesterday', 30_000],
  ])('a server %s', (_, date, ms) => {
    expect(read('Sat, 05 Dec 2026 18:00:30 GMT', date)).toBe(ms)
  })
})

describe('wherever the device is', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  test.each(['America/New_York', 'Asia/Kathmandu', 'UTC'])('%s reads every form as GMT', (name) => {
    process.env['TZ'] = name
    expect(read('Sat, 05 Dec 2026 18:00:30 GMT')).toBe(30_000)
    expect(read('Saturday, 05-Dec-26 18:00:30 GMT')).toBe(30_000)
    expect(read('Sat Dec  5 18:00:30 2026')).toBe(30_000)
  })
})
