import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { bookingDetail } from '../contract.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, migrations } from '../fixtures/world.ts'
import { cancelBooking } from './cancel-booking.ts'
import { showBooking } from './show-booking.ts'

const { database } = await testDatabase({ migrations })
const world = createWorld({ database })
const inputFor = (id: string) => ({ params: { id }, body: undefined, query: undefined })

describe('a booking', () => {
  test('shows its guest everything that they told us, as they typed it', async () => {
    const told = {
      name: 'Zoë O’Neill <b>',
      email: 'Zoe.ONeill@example.com',
      phone: '(415) 555-2671',
      specialRequests: 'Please knock.\nTwice.',
      allergens: ['peanuts', 'sesame'],
      venue: {
        line1: '5 Dune Row',
        line2: 'Rear',
        city: 'Harbor',
        postalCode: '94101',
        country: 'US',
      },
    }
    const { id } = await world.book(await world.station(1), told)
    const found = await showBooking(world.guestOf(id), inputFor(id), world.parts)
    expect(bookingDetail.parse(found)).toEqual(found)
    expect(found).toMatchObject({
      contact: { name: told.name, email: told.email, phone: '+14155552671' },
      venue: told.venue,
      allergens: told.allergens,
      specialRequests: told.specialRequests,
    })
  })

  test('shows staff who did what, why and in which request, and its guest not who it was', async () => {
    const { id } = await world.book(await world.station(1))
    const input = { params: { id }, body: { reason: 'The oven broke.' }, query: undefined }
    const colleague = world.contextOf({ ...world.operator.actor, id: 'rosa' })
    await cancelBooking(colleague, input, world.parts)
    const staff = { ...world.parts.staff, namesOf: async () => new Map([['rosa', 'Rosa Agent']]) }
    const forStaff = await showBooking(world.operator, inputFor(id), { ...world.parts, staff })
    const forGuest = await showBooking(world.guestOf(id), inputFor(id), world.parts)
    expect(forStaff.timeline.map((entry) => entry.by)).toEqual(['guest', 'guest', 'staff'])
    expect(forStaff.timeline.at(-1)).toEqual({
      at: expect.any(String),
      type: 'booking.cancelled',
      by: 'staff',
      reason: 'The oven broke.',
      actor: { id: 'rosa', name: 'Rosa Agent' },
      correlationId: colleague.correlationId,
    })
    expect(bookingDetail.parse(forStaff)).toEqual(forStaff)
    const whoAndWhere = { actor: undefined, correlationId: undefined }
    expect(forGuest.timeline).toEqual(
      forStaff.timeline.map((entry) => ({ ...entry, ...whoAndWhere })),
    )
  })

  test.each([
    ['guest', 'guest'],
    ['key:0198c2a4', 'machine'],
    ['system', 'system'],
    ['0198c2a4', 'staff'],
  ])('cancelled by %s says that it was the %s', async (id, by) => {
    const booked = await world.book(await world.station(1))
    const ctx = world.contextOf({ ...world.operator.actor, id })
    const input = { params: { id: booked.id }, body: {}, query: undefined }
    const { timeline } = await cancelBooking(ctx, input, world.parts)
    expect(timeline.at(-1)?.by).toBe(by)
  })

  test.each([
    ['the holder of a link to another one', 'request.notFound'],
    ['somebody without a link', 'request.unauthenticated'],
    ['another organisation', 'request.notFound'],
  ])('for %s is %s', async (who, code) => {
    const station = await world.station(2)
    const [own, other] = [await world.book(station), await world.book(station)]
    const contexts: Record<string, typeof world.visitor> = {
      'the holder of a link to another one': world.guestOf(own.id),
      'somebody without a link': world.visitor,
      'another organisation': createWorld({ database }).operator,
    }
    const ctx = contexts[who] ?? world.visitor
    expect(await outcomeOf(showBooking(ctx, inputFor(other.id), world.parts))).toBe(code)
  })

  test('that does not exist is request.notFound', async () => {
    const id = '00000000-0000-7000-8000-000000000000'
    expect(await outcomeOf(showBooking(world.operator, inputFor(id), world.parts))).toBe(
      'request.notFound',
    )
  })
})
