import { expect, test } from 'vitest'
import { bookingStates, type BookingState } from '../contract.ts'
import { activeStates, canMove, move, statesAfter } from './states.ts'

const at = new Date('2026-05-01T10:00:00Z')
const booked = {
  state: 'confirmed' as BookingState,
  version: 3,
  changedAt: new Date(0),
  holdExpiresAt: null,
}

test('a change of state counts the version up, notes the time and ends the hold', () => {
  const held = { ...booked, state: 'pending' as const, holdExpiresAt: at }
  expect(move(held, 'cancelled', at)).toEqual({
    state: 'cancelled',
    version: 4,
    changedAt: at,
    holdExpiresAt: null,
  })
})

test('a change that is not in the table is refused as bookings.wrongState', () => {
  expect(() => move(booked, 'completed', at)).toThrow('bookings.wrongState')
})

test('no state follows itself', () => {
  expect(bookingStates.filter((state) => canMove(state, state))).toEqual([])
})

test('completed, cancelled and no-show are final', () => {
  const final = bookingStates.filter((state) => statesAfter[state].length === 0)
  expect(final).toEqual(['completed', 'cancelled', 'no_show'])
})

test('every state can be reached from the first two', () => {
  const reached = new Set<BookingState>(['pending', 'confirmed'])
  for (const state of reached) for (const next of statesAfter[state]) reached.add(next)
  expect([...reached].toSorted()).toEqual([...bookingStates].toSorted())
})

test('a booking can be ended out of every state that holds resources', () => {
  expect(activeStates.every((state) => statesAfter[state].length > 0)).toBe(true)
})
