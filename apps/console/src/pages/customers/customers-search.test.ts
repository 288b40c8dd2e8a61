import { expect, test } from 'vitest'
import { readCustomersSearch } from './customers-search.ts'

test.each([
  [{ q: ' Ada ' }, { q: 'Ada' }],
  [{ q: 2_125_550_101 }, { q: '2125550101' }],
  [{ q: '' }, {}],
  [{ q: ['Ada'] }, {}],
  [{ q: 'x'.repeat(101) }, {}],
  [{}, {}],
])('the address %j means %j', (raw, search) => {
  expect(readCustomersSearch(raw)).toEqual(search)
})
