import { expect, test } from 'vitest'
import { readAsks } from './asks.ts'

test('an address opens a form only when it says so plainly', () => {
  expect(readAsks({ asks: true })).toEqual({ asks: true })
  expect(readAsks({ asks: 'yes', utm_source: 'mail' })).toEqual({})
  expect(readAsks({})).toEqual({})
})
