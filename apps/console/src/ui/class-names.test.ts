import { expect, test } from 'vitest'
import { classNames } from './class-names.ts'

test('of two sizes the later one stays, and a colour beside it too', () => {
  expect(classNames('text-on-ember text-14', 'text-12')).toBe('text-on-ember text-12')
})

test('what does not hold is left out', () => {
  expect(classNames('a', false, undefined, 'b')).toBe('a b')
})
