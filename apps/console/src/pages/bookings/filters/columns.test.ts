import { expect, test } from 'vitest'
import { columns, readColumns, toggleColumn } from './columns.ts'

test('who never chose sees the usual columns', () => {
  expect(readColumns(null)).not.toContain('created')
  expect(readColumns('not json')).toEqual(readColumns(null))
})

test('a column that was shown and hidden again leaves the table as it was', () => {
  const usual = readColumns(null)
  const more = toggleColumn(usual, 'created')
  expect(more).toEqual(columns.map(({ id }) => id))
  expect(toggleColumn(more, 'created')).toEqual(usual)
})

test('what says which booking a row is can not be hidden', () => {
  expect(toggleColumn(['guest', 'start'], 'guest')).toEqual(['guest', 'start'])
  expect(readColumns('[]')).toEqual(['guest', 'start'])
})

test('columns that are no longer known are left out', () => {
  expect(readColumns('["tarot","price"]')).toEqual(['guest', 'start', 'price'])
})
