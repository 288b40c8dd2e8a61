import { createBookingBody } from '@holdfast/bookings/contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDraft, listAllergens, readDraft, type Draft } from './draft.ts'
import { toRequest } from './to-request.ts'

const whole: Draft = {
  ...emptyDraft,
  stationId: '0198f000-0000-7000-8000-000000000001',
  date: '2026-12-05',
  time: '18:00',
  name: '  Ada Lovelace ',
  email: 'ada@example.com',
  phone: '415 555 0100',
  line1: '12 Harbor Road',
  city: 'Sausalito',
  postalCode: '94965',
  country: 'US',
  allergens: 'nuts, shellfish',
}

describe('what is sent', () => {
  test('a whole draft is a body that the contract takes', () => {
    expect(createBookingBody.safeParse(toRequest(whole)).success).toBe(true)
  })

  test('empty optional answers are left out, texts are trimmed', () => {
    const body = toRequest(whole)
    expect(Object.keys(body.venue).sort()).toEqual(['city', 'country', 'line1', 'postalCode'])
    expect(body.contact.name).toBe('Ada Lovelace')
    expect(body).not.toHaveProperty('specialRequests')
  })

  test.each([
    ['', []],
    ['nuts', ['nuts']],
    [' nuts , shellfish;  milk\nnuts,,', ['nuts', 'shellfish', 'milk']],
  ])('allergies %j become %j', (text, list) => {
    expect(listAllergens(text)).toEqual(list)
  })
})

describe('a kept draft', () => {
  test('comes back as it was', () => {
    expect(readDraft(JSON.stringify(whole))).toEqual(whole)
  })

  test('whatever was kept, a usable draft comes out', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (kept) => {
        const draft = readDraft(kept)
        const types = Object.entries(draft).map(([name, value]) => [name, typeof value])
        const expected = Object.entries(emptyDraft).map(([name, value]) => [name, typeof value])
        expect(types).toEqual(expected)
      }),
    )
  })
})
