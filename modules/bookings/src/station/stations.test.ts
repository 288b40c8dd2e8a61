import { createContext, systemActor } from '@holdfast/kernel/module'
import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { bookingRoutes, type Station as StationOnWire } from '../contract.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, inputOf, migrations, silentLog, type World } from '../fixtures/world.ts'
import { showBooking } from '../booking/show-booking.ts'
import type { BookingsContext } from '../parts.ts'
import { showPrice } from '../price/show-price.ts'
import { listSlots } from '../slots/list-slots.ts'
import { noCache } from '../slots/slot-cache.ts'
import { showCalendar } from '../slots/show-calendar.ts'
import { createResource } from './create-resource.ts'
import { createStation } from './create-station.ts'
import { listResources } from './list-resources.ts'
import { listStations } from './list-stations.ts'
import { seedDemonstration } from './seed-demonstration.ts'
import { updateStation } from './update-station.ts'

const { database } = await testDatabase({ migrations })
const harbor = {
  name: 'Harbor Station',
  area: 'Harbor and the Quays',
  timeZone: 'America/New_York',
  opensAt: '11:00',
  closesAt: '23:00',
  mustEndBy: '1:00',
  currency: 'USD',
}
const createBody = bookingRoutes.createStation.request.body
const updateBody = bookingRoutes.updateStation.request.body

const open = (world: World, changes: object = {}, ctx = world.operator) =>
  createStation(ctx, inputOf(createBody.parse({ ...harbor, ...changes })))
const change = (world: World, id: string, body: object) =>
  updateStation(
    world.operator,
    { params: { id }, body: updateBody.parse(body), query: undefined },
    world.parts,
  )
const newWorld = () => createWorld({ database })
const params = (id: string) => ({ params: { id }, body: undefined, query: undefined })

describe('a station', () => {
  test('that is opened is listed for everybody of its business, and for nobody else', async () => {
    const world = newWorld()
    const station = await open(world)
    expect(station).toMatchObject({ mustEndBy: '01:00', slotMinutes: 30, noticeHours: 48 })
    expect(station.prices).toEqual({ adult: 5_500, child: 3_000, underSix: 0, minimum: 55_000 })
    expect(await listStations(world.visitor)).toEqual({ items: [station] })
    expect(await listStations(newWorld().visitor)).toEqual({ items: [] })
  })

  test.each<[string, object, string]>([
    ['a zone that nobody knows', { timeZone: 'Mars/Olympus' }, 'bookings.unknownTimeZone'],
    ['a currency that nobody knows', { currency: 'QQQ' }, 'bookings.unknownCurrency'],
    ['closing before opening', { opensAt: '12:00', closesAt: '11:00' }, 'bookings.badHours'],
    ['closing at midnight', { closesAt: '00:00', mustEndBy: '03:00' }, 'done'],
  ])('with %s: %s', async (_, changes, outcome) => {
    expect(await outcomeOf(open(newWorld(), changes))).toBe(outcome)
  })

  test('has a name of its own', async () => {
    const world = newWorld()
    await open(world)
    expect(await outcomeOf(open(world))).toBe('bookings.nameTaken')
  })

  test('keeps what a change does not mention', async () => {
    const world = newWorld()
    const before = await open(world, { slotMinutes: 15, noticeHours: 5 })
    const after = await change(world, before.id, { area: 'The Old Mill' })
    expect(after).toEqual({ ...before, area: 'The Old Mill' })
  })

  test('is refused a change that contradicts what it has', async () => {
    const world = newWorld()
    const { id } = await open(world)
    expect(await outcomeOf(change(world, id, { opensAt: '23:30' }))).toBe('bookings.badHours')
    expect(await outcomeOf(change(newWorld(), id, { area: 'x' }))).toBe('bookings.unknownStation')
  })

  test('is opened and changed by staff alone', async () => {
    const world = newWorld()
    expect(await outcomeOf(open(world, {}, world.visitor))).toBe('request.unauthenticated')
    expect(await outcomeOf(open(world, {}, world.guestOf(newId())))).toBe('request.forbidden')
  })
})

describe('the deposit and the policies of a station', () => {
  test('are the usual ones unless others are given, and each can be changed alone', async () => {
    const world = newWorld()
    const usual = await open(world)
    expect(usual).toMatchObject({ deposit: 0, policies: { refundDays: 4, rescheduleFee: 5_000 } })
    const changed = await change(world, usual.id, { deposit: 10_000, policies: { refundDays: 7 } })
    expect(changed).toEqual({
      ...usual,
      deposit: 10_000,
      policies: { ...usual.policies, refundDays: 7 },
    })
    const inYen = await change(world, usual.id, { currency: 'JPY' })
    expect(inYen).toMatchObject({ deposit: 0, policies: { refundDays: 7, rescheduleFee: 50 } })
  })

  test('bind the bookings that are made from then on, and not those before', async () => {
    const world = newWorld()
    const station = await world.station(2)
    const before = await world.book(station)
    await change(world, station.id, { deposit: 10_000, policies: { freeReschedules: 0 } })
    const after = await world.book(station)
    expect([before.state, after.state]).toEqual(['confirmed', 'pending'])
    const show = (id: string) =>
      showBooking(
        world.operator,
        { params: { id }, body: undefined, query: undefined },
        world.parts,
      )
    expect((await show(before.id)).actions.reschedule.fee?.amount).toBe(0)
  })
})

describe('the price list of a station', () => {
  const party = { adults: 10, children: 4, underSix: 0 }
  const priceAt = (world: World, station: StationOnWire) =>
    showPrice(
      world.visitor,
      { params: { id: station.id }, query: party, body: undefined },
      world.parts,
    )

  test('is the usual one unless another is given', async () => {
    const world = newWorld()
    const prices = { adult: 6_000, child: 1_000, underSix: 0, minimum: 10_000 }
    const usual = await open(world)
    const own = await open(world, { name: 'Other', prices })
    expect((await priceAt(world, usual)).total.amount).toBe(67_000)
    expect((await priceAt(world, own)).total.amount).toBe(64_000)
    expect(own.prices).toEqual(prices)
  })

  test('can be changed; a party of more than 50 is refused', async () => {
    const world = newWorld()
    const station = await open(world)
    await change(world, station.id, { currency: 'JPY' })
    expect((await priceAt(world, station)).total).toEqual({
      amount: 670,
      currency: 'JPY',
      exponent: 0,
    })
    const crowd = { params: { id: station.id }, query: { ...party, children: 45 }, body: undefined }
    expect(await outcomeOf(showPrice(world.visitor, crowd, world.parts))).toBe('request.invalid')
  })
})

const add = (ctx: BookingsContext, id: string, name: string) =>
  createResource(
    ctx,
    { params: { id }, body: { kind: 'unit', name }, query: undefined },
    {
      cache: noCache,
    },
  )

describe('a resource', () => {
  test('that is added makes its station bookable', async () => {
    const world = newWorld()
    const { id } = await open(world)
    const query = { date: '2026-05-16', durationHours: 2, partySize: 4 }
    const states = async () => {
      const { items } = await listSlots(
        world.visitor,
        { params: { id }, query, body: undefined },
        world.parts,
      )
      return new Set(items.map((slot) => slot.state))
    }
    expect(await states()).toEqual(new Set(['full']))
    const unit = await add(world.operator, id, 'Team 1')
    expect(await states()).toEqual(new Set(['free']))
    expect(await listResources(world.operator, params(id))).toEqual({ items: [unit] })
  })

  test('has a name of its own, at a station of the business', async () => {
    const world = newWorld()
    const { id } = await open(world)
    await add(world.operator, id, 'Team 1')
    expect(await outcomeOf(add(world.operator, id, 'Team 1'))).toBe('bookings.nameTaken')
    expect(await outcomeOf(add(newWorld().operator, id, 'Team 2'))).toBe('bookings.unknownStation')
    expect(await outcomeOf(add(world.visitor, id, 'Team 3'))).toBe('request.unauthenticated')
  })
})

test('a calendar shows the whole month of the station, also to its last night', async () => {
  const world = newWorld()
  const station = await world.station(1)
  await world.book(station, { date: '2026-05-31', time: '17:00', durationHours: 8 })
  const query = { month: '2026-05', durationHours: 8, partySize: 2 }
  const input = { params: { id: station.id }, query, body: undefined }
  const { items } = await showCalendar(world.visitor, input, world.parts)
  expect(items).toHaveLength(31)
  expect(items[0]).toEqual({ date: '2026-05-01', state: 'closed' })
  expect(items[15]).toEqual({ date: '2026-05-16', state: 'free' })
  expect(items[30]).toEqual({ date: '2026-05-31', state: 'full' })
})

describe('the demonstration', () => {
  test('is seeded once, whoever asks and how often, without any booking', async () => {
    const world = newWorld()
    const ctx = createContext({
      database,
      actor: systemActor(world.organisationId),
      correlationId: newId(),
      log: silentLog(),
      ids: newId,
      clock: world.clock,
    })
    await Promise.all([seedDemonstration(ctx), seedDemonstration(ctx), seedDemonstration(ctx)])
    const { items } = await listStations(world.visitor)
    expect(items.map((station) => [station.name, station.timeZone])).toEqual([
      ['Canyon Station', 'America/Los_Angeles'],
      ['Harbor Station', 'America/New_York'],
      ['Prairie Station', 'America/Chicago'],
    ])
    const units = await Promise.all(
      items.map(async ({ id }) => (await listResources(world.operator, params(id))).items.length),
    )
    expect(units).toEqual([2, 3, 2])
  })
})
