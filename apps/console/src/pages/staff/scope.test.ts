import { expect, test } from 'vitest'
import { isScopeChosen } from './scope.ts'

test.each([
  ['all stations', undefined, true],
  ['only these, with one ticked', ['1'], true],
  ['only these, with none ticked', [], false],
])('%s', (_, scope, isChosen) => {
  expect(isScopeChosen(scope)).toBe(isChosen)
})
