import { ProblemError } from '@holdfast/client'
import { expect, test } from 'vitest'
import { eraseRefusal, namesCustomer } from './customer-words.ts'

// Of a booking only its reference is looked at.
const history = [{ reference: 'HF-AAAA-BBBB' }] as unknown as Parameters<
  typeof namesCustomer
>[1]['history']
const ada = { name: 'Ada  Lovelace', history }

test.each([
  ['Ada Lovelace', true],
  [' ada lovelace ', true],
  ['hf-aaaa-bbbb', true],
  ['Ada', false],
  ['HF-AAAA-BBBC', false],
  ['', false],
  ['  ', false],
])('“%s” names the customer: %s', (typed, isNamed) => {
  expect(namesCustomer(typed, ada)).toBe(isNamed)
})

test('nobody is named by nothing, whatever is missing about them', () => {
  expect(namesCustomer('', { name: '', history: [] })).toBe(false)
})

function problem(code: string, document: Readonly<Record<string, unknown>> = {}) {
  return new ProblemError({
    endpoint: 'bookings.eraseCustomer',
    friendly: { title: 't', text: 'x' },
    attempts: 1,
    correlationId: 'c',
    status: 409,
    code,
    detail: '',
    errors: [],
    document,
  })
}

test.each([
  ['bookings.stillActive', /still to come/, /Cancel HF-1 and HF-2, or wait/],
  ['bookings.refundUnderWay', /on its way back/, /refund of HF-1 and HF-2/],
])('a refusal says why and names the bookings: %s', (code, title, text) => {
  const refusal = eraseRefusal(problem(code, { references: ['HF-1', 'HF-2'] }))
  expect(refusal?.title).toMatch(title)
  expect(refusal?.text).toMatch(text)
})

test('another failure is left to the words of the client', () => {
  expect(eraseRefusal(problem('bookings.beyondReach'))).toBeUndefined()
  expect(eraseRefusal(new Error('offline'))).toBeUndefined()
})
