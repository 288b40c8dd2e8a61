import type { BookingState } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { nextStepOf, otherStepsOf } from './booking-deeds.ts'

test.each<[BookingState, string | undefined]>([
  ['pending', 'confirm'],
  ['expired', 'confirm'],
  ['confirmed', 'seat'],
  ['seated', 'complete'],
  ['completed', undefined],
  ['cancelled', undefined],
  ['no_show', undefined],
])('after %s usually comes %s', (state, step) => {
  expect(nextStepOf({ state })).toBe(step)
})

test('every step has a place: one as the next, the others in the menu', () => {
  for (const state of ['pending', 'confirmed', 'seated', 'cancelled'] as const) {
    const shown = [nextStepOf({ state }), ...otherStepsOf({ state })].filter(Boolean)
    expect(shown.toSorted()).toEqual(['complete', 'confirm', 'noShow', 'seat'])
  }
})
