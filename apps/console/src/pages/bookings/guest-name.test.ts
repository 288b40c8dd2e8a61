import { ProblemError } from '@holdfast/client'
import { expect, test } from 'vitest'
import { purposeWords, titleOf } from '../payments/payment-words.ts'
import { guestName, saysErased } from './guest-name.ts'

test('whoever was erased still has words, so that no link is empty', () => {
  expect(guestName({ name: '' })).toBe('Erased guest')
  expect(guestName({ name: 'Ada' })).toBe('Ada')
  expect(saysErased(problem(410))).toBe(true)
  expect(saysErased(problem(404))).toBe(false)
})

test('the deposit of somebody who was erased says so; what is no deposit has no guest', () => {
  expect(titleOf({ purpose: 'deposit', description: '' })).toBe('Deposit, erased guest')
  expect(titleOf({ purpose: 'deposit', description: 'Deposit for booking HF-1' })).toBe(
    'Deposit for booking HF-1',
  )
  expect(titleOf({ purpose: 'credits', description: '' })).toBe(purposeWords('credits'))
})

function problem(status: number) {
  return new ProblemError({
    endpoint: 'bookings.showBooking',
    friendly: { title: 't', text: 'x' },
    attempts: 1,
    correlationId: 'c',
    status,
    code: 'crypto.destroyed',
    detail: '',
    errors: [],
    document: {},
  })
}
