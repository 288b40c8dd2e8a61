import { phases } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import { statesOf, storeViews } from './store-views.ts'
import { readStoresSearch } from './stores-search.ts'

test('an address says which stores of which engine, and everything else it says is dropped', () => {
  const whole = { show: 'trouble', engine: 'shop', asks: true }
  expect(readStoresSearch({ ...whole, more: 1 })).toEqual(whole)
  expect(readStoresSearch({ show: 'constructor', engine: '../x', asks: 'yes' })).toEqual({})
})

test('a store of whatever phase is in exactly one view', () => {
  const shown = Object.values(storeViews).flatMap(({ states }) => states)
  expect(shown.toSorted()).toEqual([...phases].toSorted())
})

test('no view means all that the service lists unless told', () => {
  expect(statesOf({})).toEqual([])
  expect(statesOf({ show: 'suspended' })).toEqual(['suspending', 'suspended'])
})
