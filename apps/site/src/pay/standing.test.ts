import type { BookingDetail, BookingState } from '@holdfast/bookings/contract'
import type { AttemptState, PaymentDetail, PaymentState } from '@holdfast/payments/contract'
import { describe, expect, test } from 'vitest'
import { declineWords } from './decline-words.ts'
import { payAddress } from './pay-address.ts'
import { delayBefore, lastDecline, standingOf, type Standing } from './standing.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

interface Given {
  readonly booking?: BookingState
  readonly payment?: PaymentState
  readonly attempts?: readonly AttemptState[]
  readonly paid?: number
  readonly refunding?: number
  readonly refundFailed?: boolean
}

// Only what decides is there.
function seenOf({ booking = 'pending', payment = 'open', attempts = [], ...money }: Given) {
  const isPayable = payment !== 'settled' && payment !== 'closed'
  return {
    booking: { state: booking } as BookingDetail,
    payment: {
      state: payment,
      methods: isPayable ? ['card'] : [],
      paid: usd(money.paid ?? 0),
      refunding: usd(money.refunding ?? 0),
      refunded: usd(0),
      refunds: money.refundFailed === true ? [{ state: 'failed' }] : [],
      attempts: attempts.map((state, at) => ({
        id: `attempt ${at}`,
        state,
        decline: state === 'failed' ? 'card_declined' : null,
        createdAt: `2030-01-01T00:00:0${at}Z`,
      })),
    } as unknown as PaymentDetail,
  }
}

const paid = { payment: 'settled', paid: 10_000 } as const

test.each<[string, Given, Standing]>([
  ['nobody has paid', {}, 'asked'],
  ['a bank is at work', { payment: 'processing' }, 'processing'],
  ['money is sent by hand', { payment: 'awaiting_offline' }, 'awaitingOffline'],
  ['paid, and the booking not confirmed yet', paid, 'settling'],
  ['paid and confirmed', { ...paid, booking: 'confirmed' }, 'booked'],
  ['confirmed by staff, to be paid still', { booking: 'confirmed' }, 'asked'],
  ['confirmed by staff, payment closed', { booking: 'confirmed', payment: 'closed' }, 'booked'],
  ['closed a moment before the hold ends', { payment: 'closed' }, 'ended'],
  ['the hold ran out', { booking: 'expired', payment: 'closed' }, 'ended'],
  ['paid late, not decided', { ...paid, booking: 'expired' }, 'late'],
  ['paid late, the time was gone', { ...paid, booking: 'expired', refunding: 10_000 }, 'returned'],
  [
    'paid late, and giving it back failed',
    { ...paid, booking: 'expired', refundFailed: true },
    'returned',
  ],
  ['cancelled unpaid', { booking: 'cancelled', payment: 'closed' }, 'cancelled'],
  ['cancelled and kept', { ...paid, booking: 'cancelled' }, 'cancelled'],
  ['cancelled and given back', { ...paid, booking: 'cancelled', refunding: 10_000 }, 'returned'],
])('%s', (_, given, standing) => {
  expect(standingOf(seenOf(given))).toBe(standing)
})

describe('whoever comes back from a provider’s page', () => {
  test('is told to wait while nothing is known, and coming back proves nothing', () => {
    expect(standingOf(seenOf({ attempts: ['open'] }), 'attempt 0')).toBe('checking')
  })

  test('also when a transfer was waited for before', () => {
    const seen = seenOf({ payment: 'awaiting_offline', attempts: ['awaiting_offline', 'open'] })
    expect(standingOf(seen, 'attempt 1')).toBe('checking')
  })

  test.each<AttemptState>(['failed', 'expired'])('can pay again once it is known: %s', (state) => {
    expect(standingOf(seenOf({ attempts: [state] }), 'attempt 0')).toBe('asked')
  })

  test('is not kept waiting for an attempt of somebody else', () => {
    expect(standingOf(seenOf({ attempts: ['open'] }), 'another')).toBe('asked')
  })
})

test('a decline is told until another attempt has begun', () => {
  expect(lastDecline(seenOf({ attempts: ['failed'] }).payment)).toBe('card_declined')
  expect(lastDecline(seenOf({ attempts: ['failed', 'open'] }).payment)).toBeUndefined()
})

test('a code that nobody knows is no part of a sentence', () => {
  expect(declineWords('constructor')).toBe(declineWords('do_not_honor'))
  expect(declineWords('expired_card')).toContain('it has expired')
})

describe('asking again', () => {
  test('begins after a second and becomes rarer, to every ten seconds', () => {
    const delays = [0, 1, 2, 20].map((asked) => delayBefore('checking', asked))
    expect(delays).toEqual([1_000, 1_500, 2_250, 10_000])
  })

  test('is quick after somebody chose to send money, and rare while it is on its way', () => {
    const delays = [0, 1, 20].map((asked) => delayBefore('awaitingOffline', asked))
    expect(delays).toEqual([1_000, 1_500, 20_000])
  })

  test('ends when nothing more can come', () => {
    const standings: readonly Standing[] = ['booked', 'cancelled', 'returned']
    expect(standings.map((one) => delayBefore(one, 0))).toEqual([undefined, undefined, undefined])
  })

  test('goes on after the hold: money that comes late is still seen', () => {
    expect(delayBefore('ended', 30)).toBe(10_000)
  })
})

const deposit = (state: 'open' | 'paid' | 'closed') => ({
  paymentId: 'p-1',
  state,
  amount: usd(10_000),
  paid: usd(0),
  refunded: usd(0),
})

describe('the way to the page for paying', () => {
  test('is there while money is waited for', () => {
    expect(payAddress({ state: 'pending', deposit: deposit('open') })).toBe('/pay?payment=p-1')
  })

  test('and not when it is paid, closed, never asked or of no use any more', () => {
    const asked = [
      { state: 'confirmed', deposit: deposit('paid') },
      { state: 'expired', deposit: deposit('closed') },
      { state: 'confirmed', deposit: undefined },
      { state: 'cancelled', deposit: deposit('open') },
    ] as const
    expect(asked.map(payAddress)).toEqual([undefined, undefined, undefined, undefined])
  })
})
