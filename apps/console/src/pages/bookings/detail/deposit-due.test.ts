import { expect, test } from 'vitest'
import { whyNoneIsDue } from './deposit-due.ts'

test.each([
  ['confirmed', 'closed', true],
  ['seated', 'closed', true],
  ['confirmed', 'open', false],
  ['confirmed', 'paid', false],
  ['expired', 'closed', false],
  ['cancelled', 'closed', false],
] as const)('a %s booking whose deposit is %s: none is due, and staff read so: %s', (...row) => {
  const [state, depositState, isSaid] = row
  const said = whyNoneIsDue({ state, deposit: { state: depositState } })
  expect(said?.startsWith('No deposit is due') ?? false).toBe(isSaid)
})

test('where none was asked for nothing is said', () => {
  expect(whyNoneIsDue({ state: 'confirmed' })).toBeUndefined()
})
