import { expect, test } from 'vitest'
import { formatAddress } from './address.ts'

const place = { line1: ' 12 Garden Road', city: 'Harbor', postalCode: '02110 ' }

test.each([
  [{ ...place, region: 'MA' }, '12 Garden Road, Harbor, MA 02110'],
  [{ ...place, line2: 'Gate 3', region: '' }, '12 Garden Road, Gate 3, Harbor, 02110'],
  [{ line1: '', line2: '', city: '', region: '', postalCode: '' }, ''],
])('%j reads %j', (given, words) => {
  expect(formatAddress(given)).toBe(words)
})
