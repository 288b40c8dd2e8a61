import { expect, test } from 'vitest'
import { purposeWords, titleOf } from '../payments/payment-words.ts'
import { guestName, isErased } from './guest-name.ts'

test('whoever was erased still has words, so that no link is empty', () => {
  expect(guestName({ name: '' })).toBe('Erased guest')
  expect(guestName({ name: 'Ada' })).toBe('Ada')
  expect(isErased({ contact: { email: '' } })).toBe(true)
  expect(isErased({ contact: { email: 'ada@example.com' } })).toBe(false)
})

test('the deposit of somebody who was erased says so; what is no deposit has no guest', () => {
  expect(titleOf({ purpose: 'deposit', description: '' })).toBe('Deposit, erased guest')
  expect(titleOf({ purpose: 'deposit', description: 'Deposit for booking HF-1' })).toBe(
    'Deposit for booking HF-1',
  )
  expect(titleOf({ purpose: 'credits', description: '' })).toBe(purposeWords('credits'))
})
