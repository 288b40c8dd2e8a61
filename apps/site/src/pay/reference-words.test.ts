import { expect, test } from 'vitest'
import { referenceWords } from './reference-words.ts'

test('nobody is asked to write on cash', () => {
  expect(referenceWords(true)).not.toMatch(/write/i)
  expect(referenceWords(false)).toMatch(/^Write the reference/)
})
