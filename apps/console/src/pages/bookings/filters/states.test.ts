import { bookingStates } from '@holdfast/bookings/contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { choiceOf, readChoice, statesOf, toggleState } from './states.ts'

const anyStates = fc.subarray([...bookingStates], { minLength: 1 })

test('every choice of states is read back from its address as it was chosen', () => {
  fc.assert(
    fc.property(anyStates, (states) => {
      const choice = choiceOf(states)
      expect(readChoice(choice)).toBe(choice)
      expect(statesOf(choice)).toEqual(states)
    }),
  )
})

test('the same states have one address, in whatever order they were chosen', () => {
  expect(choiceOf(['completed', 'confirmed'])).toBe(choiceOf(['confirmed', 'completed']))
  expect(choiceOf(['seated', 'confirmed', 'pending'])).toBe('open')
  expect(choiceOf(bookingStates)).toBe('any')
  expect(choiceOf([])).toBe('any')
})

test.each([
  ['confirmed,eaten', 'confirmed'],
  ['eaten', undefined],
  ['', undefined],
  ['completed,confirmed,completed', 'confirmed,completed'],
  ['open', 'open'],
])('an address that says %j means %j', (text, choice) => {
  expect(readChoice(text)).toBe(choice)
})

test('a state is chosen and let go again; the last one let go is any state', () => {
  expect(toggleState('any', 'completed')).toBe('completed')
  expect(toggleState('completed', 'confirmed')).toBe('confirmed,completed')
  expect(toggleState('open', 'seated')).toBe('pending,confirmed')
  expect(toggleState('completed', 'completed')).toBe('any')
})
