import { expect, test } from 'vitest'
import { changesOf } from './store-changes.ts'

const store = { name: 'Pier 9', plan: 'small', version: '1.0.0' } as const

test('only what differs is asked for, so that a rename restarts nothing', () => {
  expect(changesOf(store, { ...store })).toEqual({})
  expect(changesOf(store, { ...store, name: 'Pier 10' })).toEqual({ name: 'Pier 10' })
  expect(changesOf(store, { ...store, plan: 'large', version: '1.1.0' })).toEqual({
    plan: 'large',
    version: '1.1.0',
  })
})
