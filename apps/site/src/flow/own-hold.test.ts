import type { BookingReceipt } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { emptyDraft, type Draft } from './draft.ts'
import { heldWords } from './held-words.ts'
import { holdAskedBy, holdsSomethingElse } from './own-hold.ts'

const draft: Draft = {
  ...emptyDraft,
  stationId: 's-1',
  date: '2030-06-15',
  time: '18:30',
  email: 'ada@example.com',
  phone: '+1 415 555 2671',
  line1: '1 Pier Road',
}
const held = (state: BookingReceipt['state']) => ({
  receipt: { state } as BookingReceipt, // Nothing else decides.
  email: draft.email,
  place: '',
  heldFor: holdAskedBy(draft),
})

test.each<[string, Partial<Draft>, boolean]>([
  ['more guests', { adults: 12 }, false],
  ['another wish', { specialRequests: 'A cake' }, false],
  ['a space after the address', { line1: '1 Pier Road ' }, false],
  ['another time', { time: '19:00' }, true],
  ['another day', { date: '2030-06-16' }, true],
  ['a longer dinner', { durationHours: 3 }, true],
  ['another place', { line1: '2 Pier Road' }, true],
  ['another guest', { email: 'bob@example.com' }, true],
])('%s: the time that is held is another: %s', (_, change, isOther) => {
  expect(holdsSomethingElse(held('pending'), { ...draft, ...change })).toBe(isOther)
})

test('only a time that is still held can be let go', () => {
  const other = { ...draft, time: '19:00' }
  expect(holdsSomethingElse(held('confirmed'), other)).toBe(false)
  expect(holdsSomethingElse(undefined, other)).toBe(false)
})

test('who comes back is told what is held, and what booking another time does to it', () => {
  const receipt = {
    state: 'pending',
    reference: 'HF-7K3M-9QXT',
    date: '2030-06-15',
    startsAt: '2030-06-15T22:30:00Z',
    timeZone: 'America/New_York',
  } as BookingReceipt // Nothing else is said.
  const kept = { ...held('pending'), receipt }
  expect(heldWords(kept, draft)).toBe(
    'You have asked for this dinner already: HF-7K3M-9QXT. It waits for your deposit.',
  )
  expect(heldWords(kept, { ...draft, date: '2030-06-16' })).toContain('we let go of that')
  expect(heldWords(held('confirmed'), draft)).toBeUndefined()
  expect(heldWords(undefined, draft)).toBeUndefined()
})
