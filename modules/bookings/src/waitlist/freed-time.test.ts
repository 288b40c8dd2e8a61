import { testDatabase } from '@holdfast/testing/database'
import { afterEach, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { rescheduleBooking } from '../booking/reschedule-booking.ts'
import { createBusyWorld, createStrangers } from '../fixtures/busy-world.ts'
import { fullEvening, statesOf, wait, waitlistOf } from '../fixtures/waiting.ts'
import { inputOf, migrations, withDeposit, type World } from '../fixtures/world.ts'
import { createResource } from '../station/create-resource.ts'
import type { Station } from '../station/station.ts'
import type { BookingsTables } from '../tables.ts'
import { createTimeOff } from '../time-off/create-time-off.ts'
import { removeTimeOff } from '../time-off/remove-time-off.ts'

const { database, appUrl } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const stranger = createStrangers()
const minuteMs = 60_000
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  expect(await auditAllocations(db.kysely)).toEqual([])
})

function busyWorld() {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  return busy
}

describe('time becomes free', () => {
  const ways: readonly (readonly [
    how: string,
    free: (world: World, station: Station, taken: string) => Promise<unknown>,
  ])[] = [
    [
      'by moving a booking away',
      (world, _, id) =>
        rescheduleBooking(
          world.guestOf(id),
          {
            params: { id },
            body: {
              startsAt: { date: '2026-05-20', time: '18:00' },
              acceptedFee: 0,
              waiveFee: false,
            },
            query: undefined,
          },
          world.parts,
        ),
    ],
    [
      'by another unit',
      (world, { id }) =>
        createResource(
          world.operator,
          { params: { id }, body: { kind: 'unit', name: 'Second' }, query: undefined },
          world.parts,
        ),
    ],
    [
      'by cancelling',
      (world, _, id) =>
        cancelBooking(world.operator, { params: { id }, body: {}, query: undefined }, world.parts),
    ],
  ]

  test.each(ways)('%s: whoever waits is offered it', async (_, free) => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    await run()
    await wait(world, station)
    await run()
    expect(await statesOf(world, station)).toEqual(['waiting'])
    await free(world, station, taken)
    await run()
    expect(await statesOf(world, station)).toEqual(['offered'])
  })

  test('once, for long enough: everybody whom it fits is offered their part of it', async () => {
    const { world, run } = busyWorld()
    const station = await world.station(1, withDeposit)
    const long = await world.book(station, { ...stranger(), time: '11:00', durationHours: 8 })
    for (const at of ['11:00', '16:00', '16:30']) {
      await wait(world, station, { earliest: at, latest: at })
    }
    await run()
    await world.cancel(long.id)
    await run()
    expect(await statesOf(world, station)).toEqual(['offered', 'offered', 'waiting'])
  })

  test('by taking time off back, and by a hold that runs out', async () => {
    const { world, run, runUntil } = busyWorld()
    const station = await world.station(2, withDeposit)
    await world.book(station, stranger())
    const { id: resourceId } = await db.kysely
      .selectFrom('bookings.resource')
      .select('id')
      .where('station_id', '=', station.id)
      .where('name', '=', 'unit 2')
      .executeTakeFirstOrThrow()
    const days = {
      from: { date: '2026-05-16', time: '00:00' },
      until: { date: '2026-05-17', time: '00:00' },
    }
    const off = await createTimeOff(world.operator, inputOf({ resourceId, ...days }), world.parts)
    for (const name of ['One', 'Two']) await wait(world, station, { name })
    await run()
    await removeTimeOff(
      world.operator,
      { params: { id: off.id }, body: undefined, query: undefined },
      world.parts,
    )
    await run()
    expect(await statesOf(world, station)).toEqual(['offered', 'waiting'])
    await runUntil(new Date(world.clock.now().getTime() + 15 * minuteMs))
    expect(await statesOf(world, station)).toEqual(['offered', 'offered'])
  })

  test('between the look and the joining: it is offered all the same', async () => {
    const { world, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    await wait(world, station)
    await db.kysely
      .updateTable('bookings.waitlist_entry')
      .set({ state: 'left' })
      .where('station_id', '=', station.id)
      .execute()
    await world.cancel(taken)
    await run()
    // Now as if that one had joined only now: the look was before the cancelling.
    await db.kysely
      .updateTable('bookings.waitlist_entry')
      .set({ state: 'waiting' })
      .where('station_id', '=', station.id)
      .execute()
    const [row] = await waitlistOf(world, station)
    await world.visitor.transaction((tx) =>
      tx.emit('waitlist.joined', { entryId: row?.id, stationId: station.id }, row?.id),
    )
    await run()
    expect(await statesOf(world, station)).toEqual(['offered'])
  })
})
