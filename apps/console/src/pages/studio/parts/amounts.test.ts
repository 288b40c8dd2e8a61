import { expect, test } from 'vitest'
import { bytesWords, clockWords, secondsWords } from './amounts.ts'

test.each([
  [0, '0 bytes'],
  [640, '640 bytes'],
  [9_400, '9.4 kB'],
  [640_000, '640 kB'],
  [12_345_678, '12 MB'],
  [1_230_000_000, '1.2 GB'],
  [10_000_000_000, '10 GB'],
])('%i bytes are %s', (bytes, words) => {
  expect(bytesWords(bytes, 'en')).toBe(words)
})

test.each([
  [7_000, '0:07'],
  [59_600, '1:00'],
  [150_000, '2:30'],
  [3_723_000, '1:02:03'],
])('%i ms play for %s', (ms, words) => {
  expect(clockWords(ms)).toBe(words)
})

test('a length that was chosen is written in seconds', () => {
  expect([15_000, 12_500].map((ms) => secondsWords(ms, 'en'))).toEqual(['15s', '12.5s'])
})
