import { describe, expect, test } from 'vitest'
import { checkStep, placeErrors } from './check-answers.ts'
import { emptyDraft } from './draft.ts'

describe('answers are checked in words', () => {
  test.each([
    ['party', { adults: 0 }, ['adults']],
    ['party', { adults: 40, children: 11 }, ['adults']],
    ['party', { adults: 40, children: 10 }, []],
    ['party', { adults: 8, children: 51 }, ['children']],
    ['party', { adults: 8, children: 3, underSix: 60 }, ['underSix']],
    ['contact', {}, ['name', 'email', 'phone']],
    ['contact', { name: 'Ada', email: 'ada@example', phone: '415 555 0100' }, ['email']],
    ['contact', { name: 'Ada', email: 'ada@example.com', phone: '12' }, ['phone']],
    ['contact', { name: ' ', email: ' ada@example.com ', phone: '+43 1 555 0100' }, ['name']],
    ['address', {}, ['line1', 'city', 'postalCode']],
    ['address', { line1: '1 Pier', city: 'A', postalCode: '10001', country: 'US' }, ['region']],
    ['address', { line1: '1 Pier', city: 'A', postalCode: '1010', country: 'AT' }, []],
    ['wishes', {}, []],
    ['wishes', { specialRequests: 'x'.repeat(501) }, ['specialRequests']],
    ['wishes', { allergens: Array.from({ length: 21 }, (_, n) => n).join(',') }, ['allergens']],
    ['wishes', { allergens: 'x'.repeat(61) }, ['allergens']],
  ] as const)('%s with %j marks %j', (step, given, fields) => {
    expect(Object.keys(checkStep(step, { ...emptyDraft, ...given }))).toEqual(fields)
  })
})

test.each([
  [' ', 'Tell us the ZIP or postal code.'],
  [' 9 ', 'A postal code has at least 2 characters.'],
  ['94', undefined],
])('the postal code %j is answered with %j', (postalCode, text) => {
  expect(checkStep('address', { ...emptyDraft, postalCode }).postalCode).toBe(text)
})

describe('what the server complains about', () => {
  test('is shown at the first step it belongs to, field by field', () => {
    const place = placeErrors([
      { path: 'body.venue.postalCode', code: 'x', text: 'Unknown ZIP code.' },
      { path: 'venue.city', code: 'x', text: 'Too long.' },
      { path: 'contact.email', code: 'x', text: 'Not an address.' },
    ])
    expect(place).toEqual({
      step: 'address',
      texts: { postalCode: 'Unknown ZIP code.', city: 'Too long.' },
    })
  })

  test.each([
    ['contact', 'party.adults', 'party'],
    ['startsAt.time', 'startsAt.time', 'time'],
    ['an item of a list', 'allergens.3', 'wishes'],
  ])('%s is found', (_, path, step) => {
    expect(placeErrors([{ path, code: 'x', text: 'x' }])?.step).toBe(step)
  })

  test('an unknown field is not guessed', () => {
    expect(placeErrors([{ path: 'surprise', code: 'x', text: 'x' }])).toBeUndefined()
    expect(placeErrors([])).toBeUndefined()
  })
})
