import { expect, test } from 'vitest'
import { readLibrarySearch } from './library/library-search.ts'
import { readStudioSearch } from './studio-search.ts'

test('an address says what is looked for, and nothing that nobody knows', () => {
  expect(readStudioSearch({ kind: 'video', q: 42, other: 'x', show: '' })).toEqual({
    kind: 'video',
    q: '42',
  })
})

test('a text that is too long is dropped', () => {
  expect(readStudioSearch({ q: 'x'.repeat(101) })).toEqual({})
})

test('the library takes the kinds that there are', () => {
  expect(readLibrarySearch({ kind: 'video', origin: 'moon', q: 'grill' })).toEqual({
    kind: 'video',
    search: 'grill',
  })
  expect(readLibrarySearch({ kind: 'toString' })).toEqual({})
})
