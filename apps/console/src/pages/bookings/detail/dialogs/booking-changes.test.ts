import { expect, test } from 'vitest'
import { changesOf, changeValues, valuesOf } from './booking-changes.ts'

const booking = {
  party: { adults: 8, children: 2, underSix: 0 },
  specialRequests: 'A birthday',
  allergens: ['nuts', 'shellfish'],
}
const typed = valuesOf(booking)

test('what was not touched is not sent', () => {
  expect(changesOf(booking, typed)).toEqual({})
  expect(changesOf(booking, { ...typed, allergies: ' nuts ,shellfish, ' })).toEqual({})
})

test('what was changed is sent, and nothing else', () => {
  expect(changesOf(booking, { ...typed, adults: '9' })).toEqual({
    party: { adults: 9, children: 2, underSix: 0 },
  })
  expect(changesOf(booking, { ...typed, wishes: '' })).toEqual({ specialRequests: '' })
  expect(changesOf(booking, { ...typed, allergies: 'nuts, nuts; milk' })).toEqual({
    allergens: ['nuts', 'milk'],
  })
})

test.each([
  ['no adult', { adults: '0' }],
  ['more than fifty', { adults: '40', children: '11' }],
  ['half a guest', { children: '1.5' }],
  ['nothing at all', { underSix: '' }],
])('%s is refused in words', (_, values) => {
  expect(changeValues.safeParse({ ...typed, ...values }).success).toBe(false)
})
