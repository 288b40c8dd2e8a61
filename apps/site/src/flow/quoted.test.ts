import { expect, test } from 'vitest'
import { emptyDraft, type Draft } from './draft.ts'
import { toRequest } from './to-request.ts'
import { quoteKey } from './quoted.ts'

const asked: Draft = {
  ...emptyDraft,
  stationId: '0198f000-0000-7000-8000-000000000001',
  proteins: 'chicken:10 filet-mignon:6',
  addOns: 'gyoza:2',
  postalCode: '10001-2',
  country: 'US',
}
const quoted: Draft = {
  ...asked,
  quoteId: '0198f000-0000-7000-8000-0000000000aa',
  quotedFor: quoteKey(asked),
  quotedUntil: new Date(Date.now() + 60_000).toISOString(),
}

test.each<[string, Partial<Draft>]>([
  [
    'everything else that is asked',
    { date: '2030-06-01', time: '18:00', name: 'Ada', line1: '1 Quay' },
  ],
  ['the same dishes in another order', { proteins: 'filet-mignon:6 chicken:10' }],
  ['the same postal code, written otherwise', { postalCode: ' 10001 2' }],
])('a booking names its quote, whatever it says of %s', (_, given) => {
  expect(toRequest({ ...quoted, ...given }).quoteId).toBe(quoted.quoteId)
})

test.each<[string, Partial<Draft>]>([
  ['guests', { adults: 9 }],
  ['dishes', { proteins: 'chicken:16' }],
  ['add-ons', { addOns: '' }],
  ['a place', { postalCode: '10002' }],
  ['an area', { stationId: '0198f000-0000-7000-8000-000000000002' }],
  ['a time past its end', { quotedUntil: new Date(Date.now() - 60_000).toISOString() }],
])('a booking for other %s names no quote', (_, given) => {
  expect(toRequest({ ...quoted, ...given })).not.toHaveProperty('quoteId')
})
