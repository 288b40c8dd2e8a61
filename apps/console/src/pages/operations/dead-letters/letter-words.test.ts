import { expect, test } from 'vitest'
import { failureWords, idsIn } from './letter-words.ts'

test.each([
  [
    { refundId: 'r', paymentId: 'p' },
    { refundId: 'r', paymentId: 'p' },
  ],
  [{ bookingId: 'b', mail: 'confirmed' }, { bookingId: 'b' }],
  [{ bookingId: 7 }, {}],
  ['text', {}],
  [null, {}],
])('of the input %j these ids lead somewhere: %j', (input, ids) => {
  expect(idsIn(input)).toEqual(ids)
})

const message =
  'payments.providerUnavailable: The payment service does not answer right now. Nothing was charged; please try again.'

test.each([
  [{ type: 'Problem', message, code: 'payments.providerUnavailable' }],
  [{ type: 'Problem', message }],
])('a refund that failed is not told in the words for who pays: %j', (error) => {
  const words = failureWords({ job: 'payments.sendRefund', error })
  expect(words).toBe('The payment provider did not answer. Nothing has gone back yet.')
  expect(failureWords({ job: 'payments.observeAttempt', error })).not.toMatch(/charged/)
})

test('what is told to nobody else is shown as it is', () => {
  const error = { type: 'Error', message: 'connect ECONNREFUSED' }
  expect(failureWords({ job: 'bookings.sendMail', error })).toBe('connect ECONNREFUSED')
})
