import { createVault } from '@holdfast/kernel/crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookingRoutes, createBookingBody, party, wallTime } from './contract.ts'
import { createBookingsModule } from './module.ts'
import { problems } from './problems.ts'

const body = {
  stationId: '01980000-0000-7000-8000-000000000001',
  startsAt: { date: '2026-05-16', time: '18:00' },
  party: { adults: 2 },
  contact: { name: 'Ada', email: 'ada@example.com', phone: '+14155552671' },
  venue: { line1: '1 Quiet Street', city: 'Harbor', postalCode: '10001', country: 'US' },
}
const accepts = (changes: object) => createBookingBody.safeParse({ ...body, ...changes }).success

test.each([
  ['18:00', '18:00', true],
  ['9:30', '18:00', true],
  ['20:00', '18:00', false],
])('who waits for a start from %s to %s is understood: %s', (earliest, latest, isAccepted) => {
  const { startsAt, ...rest } = body
  const wait = { ...rest, date: startsAt.date, earliest, latest }
  const { body: waitBody } = bookingRoutes.joinWaitlist.request
  expect(waitBody.safeParse(wait).success).toBe(isAccepted)
})

describe('what a booking may say', () => {
  test('the example is accepted, with the defaults filled in', () => {
    expect(createBookingBody.parse(body)).toEqual({
      ...body,
      durationHours: 2,
      party: { adults: 2, children: 0, underSix: 0 },
      allergens: [],
    })
  })

  test.each(['state', 'status', 'price', 'deposit', 'total', 'reference', 'id', 'organisationId'])(
    '%s never comes from the caller',
    (field) => {
      expect(accepts({ [field]: 'x' })).toBe(false)
    },
  )

  test.each([
    ['party', { party: { adults: 2, deposit: 0 } }],
    ['contact', { contact: { ...body.contact, role: 'admin' } }],
    ['venue', { venue: { ...body.venue, lat: 1 } }],
    ['start', { startsAt: { ...body.startsAt, zone: 'UTC' } }],
  ])('unknown fields in %s are refused', (_, changes) => {
    expect(accepts(changes)).toBe(false)
  })

  test.each([
    ['no adults', { adults: 0 }, false],
    ['one adult', { adults: 1 }, true],
    ['fifty guests', { adults: 20, children: 20, underSix: 10 }, true],
    ['fifty-one guests', { adults: 20, children: 20, underSix: 11 }, false],
    ['half a guest', { adults: 1.5 }, false],
    ['guests as text', { adults: '2' }, false],
  ])('a party of %s: %s', (_, value, expected) => {
    expect(party.safeParse(value).success).toBe(expected)
  })

  test.each([0, 9, 2.5, '2', null])('a duration of %j hours is refused', (durationHours) => {
    expect(accepts({ durationHours })).toBe(false)
  })

  test('9:30 is written 09:30', () => {
    expect(wallTime.parse('9:30')).toBe('09:30')
  })

  test.each(['24:00', '9:60', '930', '', '09:30:00', '-1:00'])('%j is no time', (time) => {
    expect(wallTime.safeParse(time).success).toBe(false)
  })

  test.each(['2026-02-30', '2026-13-01', '26-05-16', '2026-05-16T00:00:00Z', ''])(
    '%j is no date',
    (date) => {
      expect(accepts({ startsAt: { date, time: '18:00' } })).toBe(false)
    },
  )

  test('text is trimmed and freed of control characters, and otherwise stays as typed', () => {
    const name = ' \u0000Zo\u0007ë <b>O’Neill</b>\u202e '
    const parsed = createBookingBody.parse({ ...body, contact: { ...body.contact, name } })
    expect(parsed.contact.name).toBe('Zoë <b>O’Neill</b>')
  })

  test('no text that passes holds a control character, a lone surrogate or blank ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (specialRequests) => {
        const parsed = createBookingBody.safeParse({ ...body, specialRequests })
        const text = parsed.data?.specialRequests ?? ''
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/)
        expect(text.isWellFormed()).toBe(true)
        expect(text).toBe(text.trim())
      }),
    )
  })

  test('special requests of 500 characters are accepted, of 501 refused', () => {
    expect(accepts({ specialRequests: 'x'.repeat(500) })).toBe(true)
    expect(accepts({ specialRequests: 'x'.repeat(501) })).toBe(false)
  })

  test('a change of a station fills in no defaults', () => {
    expect(bookingRoutes.updateStation.request.body.parse({})).toEqual({})
  })
})

describe('the module', () => {
  const module = createBookingsModule({
    vault: createVault({ current: { id: 'test', key: Buffer.alloc(32, 7) }, previous: [] }),
    mailer: { send: async () => undefined },
    publicUrl: 'https://ember.example',
  })

  test('answers every route of its contract, each once', () => {
    const bound = module.routes.map(({ route }) => route)
    expect(new Set(bound)).toEqual(new Set(Object.values(bookingRoutes)))
    expect(bound).toHaveLength(Object.keys(bookingRoutes).length)
  })

  test('every problem that a route names exists, and every problem is named by a route', () => {
    const known = Object.values(problems).map((factory) => factory.definition.code)
    const named = module.routes.flatMap(({ route }) => route.problems ?? [])
    expect([...new Set(named)].toSorted()).toEqual(known.toSorted())
  })
})

test('numbers of a query are taken as one writes them, and no other way', () => {
  const { query } = bookingRoutes.showPrice.request
  expect(query.parse({ adults: '12' })).toEqual({ adults: 12, children: 0, underSix: 0 })
  for (const adults of ['0x2', '1e1', ' 2', '']) {
    expect(query.safeParse({ adults }).success).toBe(false)
  }
})
