import { expect, test } from 'vitest'
import { inParts } from './use-bookings-of.ts'

test.each([
  [[], []],
  [['a', 'b', 'a'], [['a', 'b']]],
  [
    ['a', 'b', 'c'],
    [['a', 'b'], ['c']],
  ],
])('ids %j are asked for in parts %j, each once', (ids, parts) => {
  expect(inParts(ids, 2)).toEqual(parts)
})
