import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { createBooking } from '../booking/create-booking.ts'
import { listBookings } from '../booking/list/list-bookings.ts'
import { showBooking } from '../booking/show-booking.ts'
import { bookingRoutes } from '../contract.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { bodyFor, createWorld, inputOf, migrations, type World } from '../fixtures/world.ts'
import type { BookingsContext } from '../parts.ts'
import { showPrice } from '../price/show-price.ts'
import { listSlots } from '../slots/list-slots.ts'
import { showCalendar } from '../slots/show-calendar.ts'
import { createResource } from '../station/create-resource.ts'
import { createStation } from '../station/create-station.ts'
import { listResources } from '../station/list-resources.ts'
import { listStations } from '../station/list-stations.ts'
import { updateStation } from '../station/update-station.ts'

const { database } = await testDatabase({ migrations })

/** Two stations with a booking each, and somebody who may do everything, at the first alone. */
async function givenTwoStations() {
  const world = createWorld({ database })
  const [here, there] = [await world.station(2), await world.station(2)]
  const [mine, other] = [await world.book(here), await world.book(there)]
  const { actor } = world.operator
  const limited = world.contextOf({ ...actor, scope: new Set([here.id]) })
  return { world, here, there, mine, other, limited }
}

const idOf = (id: string) => ({ params: { id }, body: undefined, query: undefined })
const day = { date: '2026-05-16', durationHours: 2, partySize: 4 }
const party = { adults: 2, children: 0, underSix: 0 }
const month = { month: '2026-05', durationHours: 2, partySize: 4 }

type Attempt = (
  ctx: BookingsContext,
  world: World,
  ids: { stationId: string; bookingId: string },
) => Promise<unknown>

const attempts: Readonly<Record<string, Attempt>> = {
  'opening a booking': (ctx, { parts }, { bookingId }) => showBooking(ctx, idOf(bookingId), parts),
  'cancelling a booking': (ctx, { parts }, { bookingId }) =>
    cancelBooking(ctx, { ...idOf(bookingId), body: {} }, parts),
  'changing a station': (ctx, { parts }, { stationId }) =>
    updateStation(ctx, { ...idOf(stationId), body: { area: 'Elsewhere' } }, parts),
  'listing its resources': (ctx, _, { stationId }) => listResources(ctx, idOf(stationId)),
  'adding a resource': (ctx, { parts }, { stationId }) =>
    createResource(ctx, { ...idOf(stationId), body: { kind: 'chef', name: 'Chef Rosa' } }, parts),
  'looking for times': (ctx, { parts }, { stationId }) =>
    listSlots(ctx, { ...idOf(stationId), query: day }, parts),
  'its calendar': (ctx, { parts }, { stationId }) =>
    showCalendar(ctx, { ...idOf(stationId), query: month }, parts),
  'its price': (ctx, { parts }, { stationId }) =>
    showPrice(ctx, { ...idOf(stationId), query: party }, parts),
  'booking there': async (ctx, world, { stationId }) => {
    const body = bodyFor(await world.station(0), {})
    return createBooking(ctx, inputOf({ ...body, stationId }), world.parts)
  },
}

describe.each(Object.entries(attempts))('%s', (_, attempt) => {
  test('works within reach, and is not found outside of it', async () => {
    const { world, here, there, mine, other, limited } = await givenTwoStations()
    const unknown = { stationId: crypto.randomUUID(), bookingId: crypto.randomUUID() }
    const outside = { stationId: there.id, bookingId: other.id }
    const inside = { stationId: here.id, bookingId: mine.id }
    const stranger = createWorld({ database }).operator
    const refused = [attempt(limited, world, outside), attempt(stranger, world, inside)]
    const codes = await Promise.all([attempt(limited, world, unknown), ...refused].map(outcomeOf))
    expect(codes[0]).toMatch(/request\.notFound|bookings\.unknownStation/)
    expect(new Set(codes).size).toBe(1)
    expect(await outcomeOf(attempt(limited, world, inside))).toBe('done')
  })
})

test('lists show what is within reach', async () => {
  const { world, here, mine, limited } = await givenTwoStations()
  const query = bookingRoutes.listBookings.request.query.parse({ offset: '0' })
  const page = await listBookings(
    limited,
    { query, params: undefined, body: undefined },
    world.parts,
  )
  expect(page.items.map(({ id }) => id)).toEqual([mine.id])
  expect(page.page.total).toBe(1)
  expect((await listStations(limited)).items.map(({ id }) => id)).toEqual([here.id])
})

test('a filter for a station out of reach finds nothing', async () => {
  const { world, there, limited } = await givenTwoStations()
  const query = bookingRoutes.listBookings.request.query.parse({ stationId: there.id })
  const page = await listBookings(
    limited,
    { query, params: undefined, body: undefined },
    world.parts,
  )
  expect(page.items).toEqual([])
})

test('who is limited to no station at all reaches nothing', async () => {
  const { world, mine } = await givenTwoStations()
  const nowhere = world.contextOf({ ...world.operator.actor, scope: new Set() })
  expect(await outcomeOf(showBooking(nowhere, idOf(mine.id), world.parts))).toBe('request.notFound')
})

test('who is limited to some stations opens none', async () => {
  const { limited } = await givenTwoStations()
  const body = bookingRoutes.createStation.request.body.parse(
    bookingRoutes.createStation.exampleBody,
  )
  expect(await outcomeOf(createStation(limited, inputOf(body)))).toBe('request.forbidden')
})
