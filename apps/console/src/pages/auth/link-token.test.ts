import { expect, test } from 'vitest'
import { readLinkToken } from './link-token.ts'

test.each([
  ['#token=abc', 'abc'],
  ['#token=abc&x=1', 'abc'],
  ['#token=a-b_c%20', 'a-b_c'],
  ['#token=', undefined],
  ['#abc', undefined],
  ['', undefined],
])('%s holds %s', (hash, token) => {
  expect(readLinkToken(hash)).toBe(token)
})
