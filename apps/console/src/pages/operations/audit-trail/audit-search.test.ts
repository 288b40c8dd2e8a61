import { expect, test } from 'vitest'
import { auditQuery, readAuditSearch } from './audit-search.ts'

test.each([
  [
    { type: 'booking', id: ' abc ' },
    { type: 'booking', id: 'abc' },
  ],
  [{ type: "x'; drop", from: 'yesterday', to: '2026-02-30' }, {}],
  [{ from: '2026-11-01', other: 1 }, { from: '2026-11-01' }],
  [{}, {}],
])('the address %j means %j', (raw, search) => {
  expect(readAuditSearch(raw)).toEqual(search)
})

test('days are whole days of the reader, the last one included', () => {
  const { from, until } = auditQuery({ from: '2026-10-31', to: '2026-10-31' })
  expect(new Date(String(from))).toEqual(new Date(2026, 9, 31))
  expect(new Date(String(until))).toEqual(new Date(2026, 10, 1))
})
