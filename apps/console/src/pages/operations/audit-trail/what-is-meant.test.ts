import { expect, test } from 'vitest'
import { isAboutBooking, isAboutCustomer, isReference } from './what-is-meant.ts'

test.each([
  ['HF-7Q4W-8EHX', true],
  ['hf7q4w8ehx', true],
  ['HF 7Q4W 8EHX', true],
  ['0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11', false],
  ['HF-7Q4W', false],
  ['', false],
])('“%s” is a reference: %s', (text, is) => {
  expect(isReference(text)).toBe(is)
})

test.each([
  ['booking.cancelled', 'booking'],
  ['payment.settled', 'booking'],
  ['customer.erased', 'customer'],
  ['session.begun', 'something else'],
])('%s is about a %s', (type, what) => {
  const seen = isAboutBooking(type) ? 'booking' : isAboutCustomer(type) ? 'customer' : undefined
  expect(seen ?? 'something else').toBe(what)
})
