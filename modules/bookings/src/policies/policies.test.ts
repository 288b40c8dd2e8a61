import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usualPolicies, type Policies } from '../contract.ts'
import { transitionDays, transitionZones } from '../fixtures/transition-days.ts'
import { addDays, localTimeAt, resolveLocalTime } from '../time/local-time.ts'
import { freeRescheduleUntil, guestCountUntil, menuUntil, refundEndsAt } from './deadlines.ts'
import { holdEndsAt } from './hold.ts'
import { onceMoved, refundOf, staysRefundable, type Refundable } from './refund.ts'
import { rescheduleFeeOf } from './reschedule-fee.ts'

const hourMs = 3_600_000
const policies: Policies = { ...usualPolicies, rescheduleFee: 5_000 }
const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

const evening = {
  state: 'confirmed',
  depositRefundable: true,
  startsAt: new Date('2026-05-16T22:00:00Z'),
  date: '2026-05-16',
  timeZone: 'America/New_York',
  policies,
  reschedules: 0,
} as const
const paid = { paid: usd(10_000), refunded: usd(0), disputed: usd(0) }

function refundAt(at: string, changes: Partial<Refundable> = {}) {
  const { rule, refund, kept } = refundOf({ ...evening, ...changes }, paid, { now: new Date(at) })
  return [rule, refund.amount, kept.amount]
}

describe('the deposit', () => {
  test.each([
    ['on the fourth day before, in its last millisecond', '2026-05-13T03:59:59.999Z', 'inTime'],
    ['on the third day before, in its first', '2026-05-13T04:00:00.000Z', 'tooLate'],
  ])('cancelled %s', (_, at, rule) => {
    expect(refundAt(at)).toEqual(rule === 'inTime' ? [rule, 10_000, 0] : [rule, 0, 10_000])
  })

  test('of a booking that was never confirmed is given back however late it is', () => {
    const at = '2026-05-16T21:00:00Z'
    expect(refundAt(at, { state: 'pending' })).toEqual(['neverConfirmed', 10_000, 0])
  })

  test('once forfeited does not come back with a later date', () => {
    const at = '2026-05-01T00:00:00Z'
    expect(refundAt(at, { depositRefundable: false })).toEqual(['forfeited', 0, 10_000])
    expect(staysRefundable(evening, new Date('2026-05-13T03:59:59Z'))).toBe(true)
    expect(staysRefundable(evening, new Date('2026-05-13T04:00:00Z'))).toBe(false)
    const forfeited = { ...evening, depositRefundable: false }
    expect(staysRefundable(forfeited, new Date('2026-05-01T00:00:00Z'))).toBe(false)
  })

  test.each([
    ['to a day that is far enough away', '2026-05-01T00:00:00Z', '2026-06-10', 'inTime'],
    ['to a day that is too near', '2026-05-01T00:00:00Z', '2026-05-03', 'tooLate'],
    ['far away, when it was too late already', '2026-05-14T00:00:00Z', '2026-06-10', 'forfeited'],
  ])('says before a move %s what becomes of it', (...[, at, date, rule]) => {
    expect(refundAt(at, onceMoved(evening, date, new Date(at)))[0]).toBe(rule)
  })

  test('lost by two moves, the first of which was in time, says so while the new day is far', () => {
    const now = new Date('2026-05-01T12:00:00Z')
    const near = onceMoved(evening, '2026-05-03', now)
    expect(near.depositRefundable).toBe(true)
    const far = onceMoved(near, '2026-05-20', now)
    expect(refundOf(far, paid, { now })).toMatchObject({ rule: 'forfeited' })
  })

  test('is given back or kept, all that is left of it and never more than that', () => {
    const overrides = fc.constantFrom('full' as const, 'none' as const, undefined)
    const moments = fc.integer({ min: -30 * 24, max: 48 })
    const amounts = fc.tuple(fc.nat(20_000), fc.nat(20_000), fc.nat(20_000))
    const arbitrary = [amounts, moments, overrides, fc.boolean()] as const
    fc.assert(
      fc.property(
        ...arbitrary,
        (...[[paidMinor, refundedMinor, disputedMinor], hours, override, depositRefundable]) => {
          const now = new Date(evening.startsAt.getTime() + hours * hourMs)
          const deposit = {
            paid: usd(paidMinor),
            refunded: usd(refundedMinor),
            disputed: usd(disputedMinor),
          }
          const { refund, kept } = refundOf({ ...evening, depositRefundable }, deposit, {
            now,
            override,
          })
          expect(refund.amount + kept.amount).toBe(
            Math.max(0, paidMinor - refundedMinor - disputedMinor),
          )
          expect([refund.amount, kept.amount]).toContain(0)
          if (override === 'full') expect(kept.amount).toBe(0)
          if (override === 'none') expect(refund.amount).toBe(0)
        },
      ),
    )
  })
})

/** The evenings whose deadlines fall around a change of the clocks. */
const evenings = transitionZones.flatMap((timeZone) =>
  transitionDays(timeZone).flatMap((day) =>
    [0, 1, 2, 3, 4, 5].map((later) => [timeZone, addDays(day, later)] as const),
  ),
)

describe('deadlines over every change of the clocks', () => {
  test('the days for a refund are calendar days of the station, whatever their length', () => {
    for (const [timeZone, date] of evenings) {
      const endsAt = refundEndsAt({ date, timeZone, policies })
      const before = localTimeAt(endsAt.getTime() - 1, timeZone).date
      const from = localTimeAt(endsAt.getTime(), timeZone).date
      expect([timeZone, date, before, from]).toEqual([
        timeZone,
        date,
        addDays(date, -4),
        addDays(date, -3),
      ])
    }
  })

  test('hours are hours that pass, also when the clocks skip or repeat one', () => {
    for (const [timeZone, date] of evenings) {
      const startsAt = startOf(date, timeZone)
      const dated = { startsAt, date, timeZone, policies }
      const hoursBefore = (at: Date) => (startsAt.getTime() - at.getTime()) / hourMs
      expect(hoursBefore(freeRescheduleUntil(dated))).toBe(24)
      expect(hoursBefore(guestCountUntil(dated))).toBe(24)
      expect(hoursBefore(menuUntil(dated))).toBe(12)
    }
  })
})

function startOf(date: string, timeZone: string): Date {
  const local = resolveLocalTime(date, 18 * 60, timeZone)
  if (local.kind === 'missing') throw new Error('no evening begins while the clocks go forward')
  return new Date(local.atMs)
}

describe('a change of date', () => {
  test.each([
    ['the first, 24 hours before', 0, 24, 0],
    ['the first, a millisecond later', 0, 24 - 1 / hourMs, 5_000],
    ['the second, however early', 1, 24 * 30, 5_000],
  ])('%s', (...[, reschedules, hours, fee]) => {
    const now = new Date(evening.startsAt.getTime() - hours * hourMs)
    expect(rescheduleFeeOf({ ...evening, reschedules }, now)).toBe(fee)
  })
})

describe('a hold', () => {
  const now = new Date('2026-05-06T12:00:00Z')
  const asked = { now, createdAt: now, startsAt: evening.startsAt, noticeHours: 48, policies }
  const minutesOf = (at: Date) => (at.getTime() - now.getTime()) / 60_000

  test('lasts 15 minutes for paying, an hour more while a payment is processed, a day by hand', () => {
    expect(minutesOf(holdEndsAt('paying', asked))).toBe(15)
    expect(minutesOf(holdEndsAt('processing', asked))).toBe(60)
    expect(minutesOf(holdEndsAt('manual', asked))).toBe(24 * 60)
  })

  test('by hand never reaches into the notice, and is not prolonged by asking again', () => {
    const soon = { ...asked, startsAt: new Date(now.getTime() + 50 * hourMs) }
    expect(minutesOf(holdEndsAt('manual', soon))).toBe(120)
    const later = { ...asked, now: new Date(now.getTime() + 5 * hourMs) }
    expect(minutesOf(holdEndsAt('manual', later))).toBe(24 * 60)
  })

  test('never becomes shorter', () => {
    const kinds = fc.constantFrom('paying' as const, 'processing' as const, 'manual' as const)
    fc.assert(
      fc.property(kinds, fc.nat(5_000), fc.nat(5_000), (kind, minutes, startMinutes) => {
        const current = new Date(now.getTime() + minutes * 60_000)
        const startsAt = new Date(now.getTime() + startMinutes * 60_000)
        const endsAt = holdEndsAt(kind, { ...asked, startsAt, current })
        expect(endsAt.getTime()).toBeGreaterThanOrEqual(current.getTime())
      }),
    )
  })
})
