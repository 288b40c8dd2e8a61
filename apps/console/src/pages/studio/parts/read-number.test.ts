import { expect, test } from 'vitest'
import { readNumber } from './read-number.ts'

const seconds = { min: 2, max: 180, hasParts: true, isOptional: false }

test.each([
  ['15', 15],
  [' 12,5 ', 12.5],
  ['2.', 2],
])('%j is %d', (text, value) => {
  expect(readNumber(text, seconds)).toEqual({ value })
})

test.each(['', '1', '181', '-5', 'ten', '1e2', '3.14159'])('%j is refused in words', (text) => {
  expect(readNumber(text, seconds)).toEqual({ error: 'Write a number from 2 to 180.' })
})

test('an empty field may mean something of its own', () => {
  expect(readNumber(' ', { ...seconds, isOptional: true })).toEqual({ value: undefined })
})
