import { expect, test } from 'vitest'
import { quotaRefusal, quotaWords } from './quota-words.ts'

test('a business that has all the stores it may have is told why it gets no other', () => {
  expect(quotaRefusal({ used: 2, limit: 3 })).toBeUndefined()
  expect(quotaRefusal(undefined)).toBeUndefined()
  expect(quotaRefusal({ used: 3, limit: 3 })).toMatch(/all 3 stores/)
  expect(quotaRefusal({ used: 4, limit: 1 })).toMatch(/the one store/)
  expect(quotaRefusal({ used: 0, limit: 0 })).toMatch(/no stores/)
})

test('one store is counted as one', () => {
  expect(quotaWords({ used: 0, limit: 1 })).toBe('0 of 1 store')
  expect(quotaWords({ used: 1, limit: 10 })).toBe('1 of 10 stores')
})
