import { expect, test } from 'vitest'
import { partyWords } from './booking-words.ts'
import { eventText } from './event-words.ts'

test.each([
  [{ adults: 1, children: 0, underSix: 0 }, '1 adult'],
  [{ adults: 12, children: 1, underSix: 0 }, '12 adults and 1 child'],
  [{ adults: 8, children: 2, underSix: 1 }, '8 adults, 2 children and 1 under six'],
])('a party of %j is %s', (party, words) => {
  expect(partyWords(party)).toBe(words)
})

test.each([
  ['booking.created', 'Booked'],
  ['booking.mailSent', 'Mail sent'],
  ['payment.charged_back', 'Charged back'],
])('the event %s reads %s', (type, words) => {
  expect(eventText(type)).toBe(words)
})
