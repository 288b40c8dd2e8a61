import { createDatabase } from '@holdfast/kernel/postgres'
import { cloneDatabase } from '@holdfast/testing/clone'
import { testDatabase, testServer } from '@holdfast/testing/database'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { bookingRoutes } from '../contract.ts'
import { outcomeOf, tally } from '../fixtures/outcome.ts'
import { transitionDays, transitionZones } from '../fixtures/transition-days.ts'
import { createWorld, inputOf, migrations, withDeposit, type World } from '../fixtures/world.ts'
import { listSlots } from '../slots/list-slots.ts'
import { slots } from '../slots/slots.ts'
import { listResources } from '../station/list-resources.ts'
import type { Station } from '../station/station.ts'
import { updateResource } from '../station/update-resource.ts'
import type { BookingsTables } from '../tables.ts'
import { addDays, boundAt, wallTimeOf } from '../time/local-time.ts'
import { createTimeOff } from './create-time-off.ts'
import { listTimeOff } from './list-time-off.ts'
import { removeTimeOff } from './remove-time-off.ts'

const server = await testServer()
const { database } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const world = createWorld({ database })
const day = '2026-05-16'
const body = bookingRoutes.createTimeOff.request.body

interface Wall {
  readonly date: string
  readonly time?: string
}

interface Span {
  readonly from: Wall
  readonly until: Wall
}

const off = (resourceId: string, span: Span, at: World = world) =>
  createTimeOff(at.operator, inputOf(body.parse({ resourceId, ...span })), at.parts)
const wholeDay = (resourceId: string, at: World = world) =>
  off(resourceId, { from: { date: day }, until: { date: addDays(day, 1) } }, at)
const update = (id: string, changes: { active?: boolean; name?: string }, at: World = world) =>
  updateResource(at.operator, { params: { id }, body: changes, query: undefined }, at.parts)

async function unitsOf(station: Station, at: World = world): Promise<readonly string[]> {
  const input = { params: { id: station.id }, body: undefined, query: undefined }
  return (await listResources(at.operator, input)).items.map(({ id }) => id)
}

async function stateAt(station: Station, time: string, durationHours = 2) {
  const query = { date: day, durationHours, partySize: 4 }
  const input = { params: { id: station.id }, query, body: undefined }
  const { items } = await listSlots(world.visitor, input, world.parts)
  return items.find((slot) => slot.time === time)?.state
}

describe('time off', () => {
  test('is not shown, not booked, and free again when it is taken back', async () => {
    const station = await world.station(1)
    const [unit = ''] = await unitsOf(station)
    const { id } = await wholeDay(unit)
    expect(await stateAt(station, '18:00')).toBe('full')
    expect(await outcomeOf(world.book(station))).toBe('bookings.slotTaken')
    const input = { params: { id }, body: undefined, query: undefined }
    await removeTimeOff(world.operator, input, world.parts)
    expect(await stateAt(station, '18:00')).toBe('free')
    expect(await outcomeOf(world.book(station))).toBe('done')
    expect(await outcomeOf(removeTimeOff(world.operator, input, world.parts))).toBe(
      'bookings.unknownTimeOff',
    )
  })

  test('of one chef leaves the others theirs', async () => {
    const station = await world.station(2, { requiredKinds: ['unit', 'chef'] })
    const { rows } = await sql<{ id: string }>`select id from bookings.resource
      where station_id = ${station.id} and kind = 'chef'`.execute(database.kysely)
    await wholeDay(rows[0]?.id ?? '')
    expect(await stateAt(station, '18:00')).toBe('few')
    expect(await outcomeOf(world.book(station))).toBe('done')
    expect(await outcomeOf(world.book(station))).toBe('bookings.slotTaken')
  })

  test('hands its bookings over to who is free, and is refused where nobody is', async () => {
    const station = await world.station(2)
    const [one = '', other = ''] = await unitsOf(station)
    await world.book(station)
    expect(await outcomeOf(wholeDay(one))).toBe('done')
    expect(await outcomeOf(wholeDay(other))).toBe('bookings.stillBooked')
    expect(await outcomeOf(wholeDay(one))).toBe('bookings.alreadyOff')
    const holder = await sql<{ resource_id: string }>`select resource_id from bookings.allocation
      where station_id = ${station.id} and booking_id is not null`.execute(database.kysely)
    expect(holder.rows).toEqual([{ resource_id: other }])
    expect(await auditAllocations(db.kysely)).toEqual([])
  })

  test('is not kept from anybody by a hold that has run out', async () => {
    const own = createWorld({ database })
    const station = await own.station(1, withDeposit)
    const [unit = ''] = await unitsOf(station, own)
    const held = await own.book(station)
    expect(await outcomeOf(wholeDay(unit, own))).toBe('bookings.stillBooked')
    await own.clock.advance(15 * 60_000)
    expect(await outcomeOf(wholeDay(unit, own))).toBe('done')
    const { rows } = await sql`select state from bookings.booking where id = ${held.id}`.execute(
      database.kysely,
    )
    expect(rows).toEqual([{ state: 'expired' }])
  })

  test('ends after it begins, is listed by days, and is of staff alone', async () => {
    const station = await world.station(1)
    const [unit = ''] = await unitsOf(station)
    expect(await outcomeOf(off(unit, { from: { date: day }, until: { date: day } }))).toBe(
      'bookings.badTimeOff',
    )
    const made = await wholeDay(unit)
    const list = async (from: string, to: string) => {
      const query = { stationId: station.id, from, to }
      return (await listTimeOff(world.operator, { query, params: undefined, body: undefined }))
        .items
    }
    expect(await list(day, day)).toEqual([made])
    expect(await list('2026-05-18', '2026-05-30')).toEqual([])
    const input = inputOf(
      body.parse({ resourceId: unit, from: { date: day }, until: { date: day } }),
    )
    expect(await outcomeOf(createTimeOff(world.visitor, input, world.parts))).toBe(
      'request.unauthenticated',
    )
    const foreign = createWorld({ database })
    expect(await outcomeOf(wholeDay(unit, foreign))).toBe('bookings.unknownResource')
  })
})

describe.each(transitionZones)('days on which the clocks change in %s', (timeZone) => {
  test('no free start touches time off, and every other start is as free as before', () => {
    for (const transition of transitionDays(timeZone)) {
      for (const date of [addDays(transition, -1), transition, addDays(transition, 1)]) {
        for (const hour of [0, 2, 9, 23]) {
          const from = boundAt({ date, time: wallTimeOf(hour * 60) }, timeZone, 'earlier').getTime()
          const to = boundAt({ date: addDays(date, 1), time: '00:00' }, timeZone, 'later').getTime()
          expectFreeOutside(timeZone, date, { fromMs: from, toMs: to })
        }
      }
    }
  })
})

const rules = {
  opensAt: '00:00',
  closesAt: '00:00',
  mustEndBy: '00:00',
  slotMinutes: 60,
  noticeHours: 0,
  setupMinutes: 30,
  cleanupMinutes: 15,
  requiredKinds: ['chef'],
}

function expectFreeOutside(timeZone: string, date: string, away: { fromMs: number; toMs: number }) {
  const held = [{ ...away, allocationId: 'a', resourceId: 'r', isPinned: true }]
  const question = { rules: { ...rules, timeZone }, date, durationHours: 1, nowMs: 0 }
  const found = slots({
    ...question,
    capacity: {
      units: { chef: 1 },
      taken: [{ ...away, kind: 'chef' }],
      away: { chef: { resourceIds: ['r'], held } },
    },
  })
  for (const { startsAtMs, endsAtMs, state } of found) {
    const touches = startsAtMs - 1_800_000 < away.toMs && away.fromMs < endsAtMs + 900_000
    expect(state).toBe(touches ? 'full' : 'free')
  }
}

test('a time that is shown free beside time off can be booked, one shown full can not', async () => {
  const wish = fc.record({ slot: fc.nat(23), hours: fc.integer({ min: 1, max: 3 }) })
  const vacation = fc.record({ unit: fc.nat(1), hour: fc.integer({ min: 9, max: 20 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(vacation, { maxLength: 3 }),
      fc.array(wish, { minLength: 1, maxLength: 10 }),
      async (vacations, wishes) => {
        const station = await world.station(2)
        const units = await unitsOf(station)
        for (const { unit, hour } of vacations) {
          const [from, until] = [wallTimeOf(hour * 60), wallTimeOf((hour + 2) * 60)]
          await outcomeOf(
            off(units[unit] ?? '', {
              from: { date: day, time: from },
              until: { date: day, time: until },
            }),
          )
        }
        for (const { slot, hours } of wishes) {
          const time = wallTimeOf(660 + slot * 30)
          const shown = await stateAt(station, time, hours)
          const expected = { free: 'done', few: 'done', full: 'bookings.slotTaken' } as const
          const outcome = await outcomeOf(world.book(station, { time, durationHours: hours }))
          expect(outcome).toBe(shown ? expected[shown] : 'bookings.closed')
        }
      },
    ),
    { numRuns: 20 },
  )
  expect(await auditAllocations(db.kysely)).toEqual([])
}, 60_000)

const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers.toReversed()) await close()
})

async function crowdedWorld(without?: string) {
  const cloned = await cloneDatabase(server, { migrations })
  closers.push(() => cloned.drop())
  if (without) await asOwner(cloned.ownerUrl, without)
  const crowded = createDatabase({
    connectionString: cloned.appUrl,
    applicationName: 'proof',
    poolSize: 16,
    log: silent,
  })
  closers.push(() => crowded.close())
  return createCrowd(createWorld({ database: crowded, advisoryLock: false }), crowded)
}

function createCrowd(crowd: World, crowded: ReturnType<typeof createDatabase>) {
  const audit = () => auditAllocations(crowded.withTypes<BookingsTables>().kysely)
  return { crowd, audit }
}

async function asOwner(ownerUrl: string, statement: string): Promise<void> {
  const owner = createDatabase({
    connectionString: ownerUrl,
    applicationName: 'owner',
    log: silent,
  })
  await sql.raw(statement).execute(owner.kysely)
  await owner.close()
}

const silent = { warn() {}, error() {} }

/** Time off and bookings for the only unit, all at the same moment, many evenings long. */
async function race(crowd: World) {
  const outcomes: Record<string, number>[] = []
  for (let round = 0; round < 8; round++) {
    const station = await crowd.station(1)
    const [unit = ''] = await unitsOf(station, crowd)
    const answers = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => crowd.book(station)),
      wholeDay(unit, crowd),
      ...Array.from({ length: 6 }, () => crowd.book(station)),
    ])
    outcomes.push(tally(answers))
  }
  return outcomes
}

describe('time off and bookings at the same moment', () => {
  test('exactly one of them has the chef, by the constraint and without any advisory lock', async () => {
    const { crowd, audit } = await crowdedWorld()
    for (const { done } of await race(crowd)) expect(done).toBe(1)
    expect(await audit()).toEqual([])
  }, 60_000)

  test('without the constraint both win, and the audit says so', async () => {
    const { crowd, audit } = await crowdedWorld(
      'alter table bookings.allocation drop constraint allocation_overlap',
    )
    await race(crowd)
    expect(await audit()).toContainEqual(expect.objectContaining({ kind: 'resource overlap' }))
  }, 60_000)
})

describe('a resource', () => {
  test('goes out of service when nothing is booked on it any more, and comes back', async () => {
    const station = await world.station(1)
    const [unit = ''] = await unitsOf(station)
    const { id } = await world.book(station)
    expect(await outcomeOf(update(unit, { active: false }))).toBe('bookings.stillBooked')
    expect(await update(unit, { name: 'Team Rosa' })).toMatchObject({
      name: 'Team Rosa',
      active: true,
    })
    await world.cancel(id)
    expect(await update(unit, { active: false })).toMatchObject({ active: false })
    expect(await outcomeOf(world.book(station))).toBe('bookings.slotTaken')
    await update(unit, { active: true })
    expect(await outcomeOf(world.book(station))).toBe('done')
  })

  test('that goes while bookings are made is never booked and gone', async () => {
    const { crowd } = await crowdedWorld()
    for (let round = 0; round < 8; round++) {
      const station = await crowd.station(1)
      const [unit = ''] = await unitsOf(station, crowd)
      const [gone, ...booked] = await Promise.allSettled([
        update(unit, { active: false }, crowd),
        ...Array.from({ length: 4 }, () => crowd.book(station)),
      ])
      const wins = booked.filter(({ status }) => status === 'fulfilled').length
      expect([gone?.status === 'fulfilled', wins]).toEqual([wins === 0, wins])
    }
  }, 60_000)
})
