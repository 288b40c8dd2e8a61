import { expect, test } from 'vitest'
import { addressLines, formatAddress } from './address.ts'

const place = { line1: ' 12 Garden Road', city: 'Harbor', postalCode: '02110 ', country: 'US' }

test.each([
  [{ ...place, region: 'MA' }, '12 Garden Road, Harbor, MA 02110'],
  [{ ...place, line2: 'Gate 3', region: '' }, '12 Garden Road, Gate 3, Harbor, 02110'],
])('%j reads %s', (given, words) => {
  expect(formatAddress(given)).toBe(words)
})

test('an envelope has a line for each part', () => {
  expect(addressLines({ ...place, line2: 'Gate 3' })).toEqual([
    '12 Garden Road',
    'Gate 3',
    'Harbor, 02110',
  ])
})
