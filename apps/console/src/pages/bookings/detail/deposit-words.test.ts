import type { BookingDetail } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { depositWords, keptOf, leftToPay } from './deposit-words.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

function told(
  state: BookingDetail['state'],
  { paid = 10_000, refunded = 0, decided = 0 }: Record<string, number> = {},
) {
  const deposit = {
    paymentId: 'p',
    state: 'paid',
    amount: usd(10_000),
    paid: usd(paid),
    refunded: usd(refunded),
  } as const
  const cancelled = {
    at: '',
    type: 'booking.cancelled',
    by: 'staff',
    amount: usd(decided),
  } as const
  return { state, deposit, timeline: state === 'cancelled' ? [cancelled] : [] }
}

test.each([
  ['of a confirmed dinner is paid', told('confirmed'), ['Paid', undefined]],
  ['that nobody came to is kept', told('no_show'), ['Kept', 10_000]],
  ['of a late cancellation is kept', told('cancelled'), ['Kept', 10_000]],
  ['that goes back is not kept', told('cancelled', { decided: 10_000 }), ['Going back', 0]],
  [
    'of which some goes back is kept in part',
    told('cancelled', { decided: 3_000 }),
    ['Partly kept', 7_000],
  ],
  ['that went back is given back', told('cancelled', { refunded: 10_000 }), ['Given back', 0]],
] as const)('a deposit %s', (_, booking, words) => {
  expect([depositWords(booking).label, keptOf(booking)?.amount]).toEqual(words)
})

test.each([
  ['confirmed', { paid: 10_000 }, 40_000],
  ['confirmed', { paid: 0 }, 50_000],
  ['confirmed', { paid: 10_000, refunded: 10_000 }, 50_000],
  ['cancelled', { paid: 10_000 }, undefined],
  ['completed', { paid: 10_000 }, undefined],
] as const)('%s with %j leaves %s to pay at dinner', (state, amounts, left) => {
  // Of a price only the total is looked at.
  const price = { total: usd(50_000) } as BookingDetail['price']
  expect(leftToPay({ ...told(state, amounts), price })?.amount).toBe(left)
})
