import { createCache, type Cache } from '@holdfast/kernel/cache'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { rescheduleBooking } from '../booking/reschedule-booking.ts'
import { bookingRoutes } from '../contract.ts'
import { expireIfRunOut } from '../hold/expire-hold.ts'
import {
  createWorld,
  inputOf,
  migrations,
  silentLog,
  withDeposit,
  type World,
} from '../fixtures/world.ts'
import { createResource } from '../station/create-resource.ts'
import { listResources } from '../station/list-resources.ts'
import type { Station } from '../station/station.ts'
import { updateResource } from '../station/update-resource.ts'
import { updateStation } from '../station/update-station.ts'
import { createTimeOff } from '../time-off/create-time-off.ts'
import { removeTimeOff } from '../time-off/remove-time-off.ts'
import { listSlots } from './list-slots.ts'
import { showCalendar } from './show-calendar.ts'
import { noCache } from './slot-cache.ts'

const { database } = await testDatabase({ migrations })

interface Shown {
  readonly world: World
  readonly station: Station
}

/** A business whose free times are kept, with one team. `forgetful`: nobody tells the cache. */
async function given(
  changes: Partial<Station> = {},
  { forgetful = false }: { readonly forgetful?: boolean } = {},
): Promise<Shown> {
  // The cache needs the world's clock, which the world makes.
  const late: { cache: Cache } = { cache: noCache }
  const world = createWorld({
    database,
    cache: {
      get: (key, cached) => late.cache.get(key, cached),
      invalidate: async (tx, tags) => (forgetful ? undefined : late.cache.invalidate(tx, tags)),
    },
  })
  late.cache = createCache({ clock: world.clock, log: silentLog() })
  return { world, station: await world.station(1, changes) }
}

const days = ['2026-05-15', '2026-05-16', '2026-05-17', '2026-05-23']

/** Everything that guests are shown, by the cache or looked up anew. */
async function shown({ world, station }: Shown, cache = world.parts.cache) {
  const parts = { ...world.parts, cache }
  const params = { id: station.id }
  const times = await Promise.all(
    days.map((date) => {
      const query = { date, durationHours: 2, partySize: 4 }
      return listSlots(world.visitor, { params, query, body: undefined }, parts)
    }),
  )
  const query = { month: '2026-05', durationHours: 8, partySize: 4 }
  const month = await showCalendar(world.visitor, { params, query, body: undefined }, parts)
  return [...times, month].map(({ items }) => items)
}

const idOf = (id: string) => ({ params: { id }, query: undefined })
const unitOf = async ({ world, station }: Shown) => {
  const input = { params: { id: station.id }, body: undefined, query: undefined }
  return (await listResources(world.operator, input)).items[0]?.id ?? ''
}
const timeOffBody = bookingRoutes.createTimeOff.request.body
const weekend = { from: { date: '2026-05-16' }, until: { date: '2026-05-18' } }

type Write = (given: Shown) => Promise<unknown>

const off: Write = async (given) => {
  const resourceId = await unitOf(given)
  const input = inputOf(timeOffBody.parse({ resourceId, ...weekend }))
  return createTimeOff(given.world.operator, input, given.world.parts)
}

/** What happens first, unseen, and then the write after which everything is shown anew. */
const writes: readonly (readonly [name: string, before: Write | undefined, write: Write])[] = [
  ['a booking', undefined, ({ world, station }) => world.book(station)],
  ['a cancellation', ({ world, station }) => world.book(station), cancelTheOnly],
  ['a change of date', ({ world, station }) => world.book(station), moveTheOnly],
  ['time off', undefined, off],
  ['time off that is taken back', off, takeBackTheOnly],
  [
    'a new team',
    ({ world, station }) => world.book(station),
    ({ world, station }) =>
      createResource(
        world.operator,
        { ...idOf(station.id), body: { kind: 'unit', name: 'Second' } },
        world.parts,
      ),
  ],
  [
    'a team that goes',
    undefined,
    async (given) =>
      updateResource(
        given.world.operator,
        { ...idOf(await unitOf(given)), body: { active: false } },
        given.world.parts,
      ),
  ],
  [
    'other hours',
    undefined,
    ({ world, station }) =>
      updateStation(
        world.operator,
        { ...idOf(station.id), body: { opensAt: '14:00' } },
        world.parts,
      ),
  ],
]

async function bookingOf({ station }: Shown): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from bookings.booking
    where station_id = ${station.id}`.execute(database.kysely)
  return rows[0]?.id ?? ''
}

async function cancelTheOnly(given: Shown) {
  return given.world.cancel(await bookingOf(given))
}

async function moveTheOnly(given: Shown) {
  const { world } = given
  const id = await bookingOf(given)
  const body = bookingRoutes.rescheduleBooking.request.body.parse({
    startsAt: { date: '2026-05-23', time: '18:00' },
  })
  return rescheduleBooking(world.guestOf(id), { ...idOf(id), body }, world.parts)
}

async function takeBackTheOnly({ world, station }: Shown) {
  const { rows } = await sql<{ id: string }>`select id from bookings.time_off
    where station_id = ${station.id}`.execute(database.kysely)
  const input = { ...idOf(rows[0]?.id ?? ''), body: undefined }
  return removeTimeOff(world.operator, input, world.parts)
}

describe('free times that were shown are shown anew after', () => {
  test.each(writes)('%s', async (_, before, write) => {
    const business = await given()
    await before?.(business)
    const earlier = await shown(business)
    await write(business)
    const now = await shown(business)
    expect(now).toEqual(await shown(business, noCache))
    expect(now).not.toEqual(earlier)
  })

  test.each(writes)('%s: were the cache not told, this would be seen', async (_, before, write) => {
    const business = await given({}, { forgetful: true })
    await before?.(business)
    await shown(business)
    await write(business)
    expect(await shown(business)).not.toEqual(await shown(business, noCache))
  })

  test('a hold that is let go of', async () => {
    const business = await given(withDeposit)
    const { world, station } = business
    const { id: bookingId } = await world.book(station)
    const full = await shown(business)
    await sql`update bookings.booking set hold_expires_at = ${new Date(0)}
      where id = ${bookingId}`.execute(database.kysely)
    expect(await shown(business)).toEqual(full)
    await world.operator.transaction((tx) =>
      expireIfRunOut(
        tx,
        { bookingId, organisationId: world.organisationId, now: world.clock.now() },
        world.parts,
      ),
    )
    const now = await shown(business)
    expect(now).toEqual(await shown(business, noCache))
    expect(now).not.toEqual(full)
  })
})

test('free times are kept for a minute, and what nobody told is seen then', async () => {
  const business = await given()
  const before = await shown(business)
  await sql`update bookings.resource set active = false
    where station_id = ${business.station.id}`.execute(database.kysely)
  expect(await shown(business)).toEqual(before)
  await business.world.clock.advance(60_000)
  expect(await shown(business)).not.toEqual(before)
})

test('a create that is refused leaves what is shown as it is, and decides by itself', async () => {
  const business = await given()
  const { world, station } = business
  await world.book(station)
  const full = await shown(business)
  await expect(world.book(station)).rejects.toThrow('slotTaken')
  expect(await shown(business)).toEqual(full)
})
