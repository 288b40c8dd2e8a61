import type { BookingDetail } from '@holdfast/bookings/contract'
import { NetworkError, ProblemError } from '@holdfast/client'
import { describe, expect, test } from 'vitest'
import { brokenLinkWords } from './broken-link-words.ts'
import { checkLookup } from './check-lookup.ts'
import { paymentIn, referenceIn } from './mailed-address.ts'
import { holdOverWords } from './hold-over-words.ts'
import { eventText } from './state-words.ts'
import { isHoldOver } from './use-hold-end.ts'

describe('asking for a link', () => {
  test.each([
    [{ reference: '', email: '' }, ['reference', 'email']],
    [{ reference: 'HF-7K3M-9QXT', email: 'ada' }, ['email']],
    [{ reference: ' HF-7K3M-9QXT ', email: ' ada@example.com ' }, []],
  ])('%j marks %j', (asked, fields) => {
    expect(Object.keys(checkLookup(asked))).toEqual(fields)
  })
})

test.each([
  ['booking.created', 'Booked'],
  ['bookings.cancelled', 'Cancelled'],
  ['booking.guest_count_changed', 'Guest count changed'],
  ['booking.mailRefused', 'Mail refused'],
  ['payment.settled', 'Deposit paid'],
])('the event %s reads %s', (type, text) => {
  expect(eventText(type)).toBe(text)
})

test('a mailed link leads to paying by an id alone, and a calendar fills in its reference', () => {
  const id = '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11'
  expect(paymentIn(`?pay=${id}`)).toBe(id)
  expect([`?pay=//evil.example`, `?pay=${id}%26x=1`, ''].map(paymentIn)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(referenceIn('?reference=HF-7K3M-9QXT')).toBe('HF-7K3M-9QXT')
  expect(referenceIn('?reference=Call+us+at+1')).toBe('')
})

test('only a token that cannot be read is called an incomplete link', () => {
  expect(brokenLinkWords(problem(422))?.title).toBe('This link is not complete.')
  expect(brokenLinkWords(problem(401))).toBeUndefined()
  expect(brokenLinkWords(new NetworkError({ ...facts, isOffline: true }))).toBeUndefined()
})

const facts = {
  endpoint: 'bookings.redeemLink',
  friendly: { title: '', text: '' },
  attempts: 1,
  correlationId: 'c-1',
}

function problem(status: number): ProblemError {
  return new ProblemError({ ...facts, status, code: 'x', detail: '', errors: [], document: {} })
}

describe('a hold on an open page', () => {
  const until = '2026-05-06T16:00:00Z'
  const at = Date.parse(until)
  const held = {
    state: 'pending',
    holdExpiresAt: until,
    timeZone: 'America/New_York',
    deposit: { state: 'open' },
    contact: { email: 'ada@example.com' },
  } as BookingDetail

  test('is over when its time is, whether or not the service has said so', () => {
    expect([at - 1, at, at + 60_000].map((now) => isHoldOver(held, now))).toEqual([
      false,
      true,
      true,
    ])
    expect(isHoldOver({ ...held, state: 'confirmed' }, at)).toBe(false)
  })

  test('then says until when it was, what can be done, and what becomes of late money', () => {
    const { title, text } = holdOverWords(held)
    expect(title).toBe('The hold has ended')
    expect(text).toMatch(/until Wednesday, May 6 .*12:00.*EDT.*may still be free.*goes back/s)
    expect(holdOverWords({ ...held, fromWaitlist: true }).text).toMatch(/next in line/)
  })
})
