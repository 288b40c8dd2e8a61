import { expect, test } from 'vitest'
import { readStoreSearch } from './store-search.ts'

test('an address says which events of a store, and everything else it says is dropped', () => {
  const whole = { level: 'error', step: 'database' }
  expect(readStoreSearch({ ...whole, more: 1 })).toEqual(whole)
  expect(readStoreSearch({ level: 'toString', step: '../x' })).toEqual({})
  expect(readStoreSearch({ step: ['database'] })).toEqual({})
})
