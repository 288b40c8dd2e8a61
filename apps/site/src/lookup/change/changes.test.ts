import { rescheduleFeeLabel, type BookingDetail } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { draftOf } from '../../flow/draft-of.ts'
import type { Draft } from '../../flow/draft.ts'
import { changesOf } from './changes.ts'
import { feeLabel, withKeptFees } from './kept-fees.ts'

const booking = {
  party: { adults: 8, children: 1, underSix: 0 },
  venue: { line1: '1 Pier Road', city: 'Harbor', postalCode: '10001', country: 'US' },
  contact: { name: 'Ada', email: 'ada@example.com', phone: '+14155552671' },
  allergens: ['nuts'],
  specialRequests: 'A birthday',
} as unknown as BookingDetail // The rest can not be changed.

const line = (label: string, amount: number) => ({
  label,
  quantity: 1,
  unit: usd(amount),
  amount: usd(amount),
})

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

test.each<[string, Partial<Draft>, object]>([
  ['nothing', {}, {}],
  ['spaces', { line1: ' 1 Pier Road ', allergens: ' nuts ,' }, {}],
  ['guests', { adults: 9 }, { party: { adults: 9, children: 1, underSix: 0 } }],
  [
    'dishes that were left for later',
    { menuLater: false, proteins: 'chicken:18' },
    { menu: { proteins: [{ id: 'chicken', portions: 18 }], addOns: [] } },
  ],
  ['a wish taken back', { specialRequests: '' }, { specialRequests: '' }],
  ['allergens taken back', { allergens: '' }, { allergens: [] }],
  [
    'the house',
    { line1: '2 Pier Road' },
    { venue: { line1: '2 Pier Road', city: 'Harbor', postalCode: '10001', country: 'US' } },
  ],
])('who changes %s sends that alone', (_, given, changes) => {
  expect(changesOf(booking, { ...draftOf(booking), ...given })).toEqual(changes)
})

test('a fee for a change of date is called as the service calls it', () => {
  expect(feeLabel).toBe(rescheduleFeeLabel)
})

test('the price after a change keeps what an earlier change of date has cost', () => {
  const priceOf = (...lines: ReturnType<typeof line>[]) => ({
    lines,
    total: usd(lines.reduce((sum, { amount }) => sum + amount.amount, 0)),
    deposit: usd(10_000),
  })
  const moved = { price: priceOf(line('Adults', 55_000), line('Change of date', 5_000)) }
  const after = withKeptFees(priceOf(line('Adults', 77_000)), moved)
  expect(after.lines.map(({ label }) => label)).toEqual(['Adults', 'Change of date'])
  expect(after.total.amount).toBe(82_000)
  const never = { price: priceOf(line('Adults', 55_000)) }
  expect(withKeptFees(priceOf(line('Adults', 77_000)), never).total.amount).toBe(77_000)
})
