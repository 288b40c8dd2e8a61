import { expect, test } from 'vitest'
import { paymentTitle } from './payment-title.ts'

const now = new Date('2026-11-22T12:00:00Z')
const deposit = { purpose: 'deposit', description: 'Deposit for booking HF-1' }

test('a payment is named by its guest, with reference and dinner', () => {
  const booking = { name: 'Ada Lovelace', reference: 'HF-1', date: '2026-12-05' }
  const { title, more } = paymentTitle(deposit, booking, now)
  expect(title).toBe('Ada Lovelace')
  expect(more).toMatch(/^Deposit · HF-1 · dinner .*5/)
})

test('without its booking it is named by what it is for', () => {
  expect(paymentTitle(deposit, undefined, now)).toEqual({
    title: 'Deposit for booking HF-1',
    more: '',
  })
})

test('of an erased guest no empty part is left', () => {
  const booking = { name: '', reference: '', date: '2026-12-05' }
  const { title, more } = paymentTitle({ purpose: 'deposit', description: '' }, booking, now)
  expect(title).toBe('Erased guest')
  expect(more).toMatch(/^Deposit · dinner/)
})
