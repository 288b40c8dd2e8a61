import { paymentStates } from '@holdfast/payments/contract'
import { expect, test } from 'vitest'
import { paymentViews, readPaymentSearch, statesOf } from './filters.ts'

test('every state of a payment is in some view', () => {
  const shown = Object.values(paymentViews).flatMap(({ states }): readonly string[] => states)
  expect(new Set(shown)).toEqual(new Set(paymentStates))
})

test.each([
  [{ show: 'byHand' }, { show: 'byHand' }],
  [{ show: 'toString' }, {}],
  [{ show: 4 }, {}],
  [
    { show: 'due', q: 'HF-7Q4W' },
    { show: 'due', q: 'HF-7Q4W' },
  ],
  [{ q: { deep: 1 } }, {}],
  [{ q: 'x'.repeat(101) }, {}],
  [{}, {}],
])('the address %j means %j', (raw, search) => {
  expect(readPaymentSearch(raw)).toEqual(search)
})

test('no view is all of them', () => {
  expect(statesOf({})).toEqual([])
  expect(statesOf({ show: 'paid' })).toEqual(['settled'])
})
