import { NetworkError, ProblemError } from '@holdfast/client'
import { describe, expect, test } from 'vitest'
import { brokenLinkWords } from './broken-link-words.ts'
import { checkLookup } from './check-lookup.ts'
import { eventText } from './state-words.ts'

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
