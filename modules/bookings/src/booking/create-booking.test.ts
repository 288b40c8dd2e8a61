import { testDatabase } from '@holdfast/testing/database'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { bookingReceipt, type Alternative } from '../contract.ts'
import { outcomeOf, problemOf } from '../fixtures/outcome.ts'
import {
  bodyFor,
  createWorld,
  inputOf,
  migrations,
  type BookingChanges,
} from '../fixtures/world.ts'
import { authenticateGuest } from '../lookup/access-token.ts'
import { listSlots } from '../slots/list-slots.ts'
import type { BookingsTables } from '../tables.ts'
import { createBooking } from './create-booking.ts'

const { database } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const world = createWorld({ database })

describe('a booking that is made', () => {
  test('is confirmed at once, with its price, its times and the key to come back', async () => {
    const station = await world.station(2)
    const receipt = await world.book(station, { time: '18:30', durationHours: 3 })
    expect(bookingReceipt.parse(receipt)).toEqual(receipt)
    expect(receipt).toMatchObject({
      state: 'confirmed',
      startsAt: '2026-05-16T22:30:00.000Z',
      endsAt: '2026-05-17T01:30:00.000Z',
      date: '2026-05-16',
      time: '18:30',
      timeZone: 'America/New_York',
      partySize: 4,
      price: { total: { amount: 55_000, currency: 'USD', exponent: 2 } },
      actions: { cancel: { allowed: true } },
      version: 1,
    })
    const guest = authenticateGuest(world.parts.vault, receipt.accessToken, world.clock.now())
    expect(guest).toEqual({ bookingId: receipt.id })
  })

  test('holds no personal data in its receipt', async () => {
    const receipt = await world.book(await world.station(1), {
      name: 'Canary Name',
      email: 'canary@example.com',
      allergens: ['canary nuts'],
    })
    expect(JSON.stringify(receipt)).not.toMatch(/canary/i)
  })

  test('holds one unit from setup to cleanup', async () => {
    const { id } = await world.book(await world.station(1))
    const { rows } = await sql<{ from: Date; to: Date }>`
      select lower(occupies) as from, upper(occupies) as to
      from bookings.allocation where booking_id = ${id}`.execute(database.kysely)
    expect(rows).toEqual([
      { from: new Date('2026-05-16T21:30:00Z'), to: new Date('2026-05-17T00:15:00Z') },
    ])
  })

  test('holds one resource of each kind that the station requires', async () => {
    const station = await world.station(2, { requiredKinds: ['unit', 'chef'] })
    const { id } = await world.book(station)
    const held = await db.kysely
      .selectFrom('bookings.allocation')
      .select('kind')
      .where('booking_id', '=', id)
      .orderBy('kind')
      .execute()
    expect(held).toEqual([{ kind: 'chef' }, { kind: 'unit' }])
  })

  test('stores nothing personal readably except the name', async () => {
    const { id } = await world.book(await world.station(1), {
      name: 'Plain Name',
      email: 'secret-mail@example.com',
      phone: '+49 30 901820',
      specialRequests: 'secret wish',
      allergens: ['secret nuts'],
      venue: { line1: 'Secret Street 1', city: 'Secret City', postalCode: '12345', country: 'DE' },
    })
    const { rows } = await sql<{ text: string }>`
      select encode(convert_to(b::text || c::text, 'UTF8'), 'escape') as text
      from bookings.booking b join bookings.customer c on c.id = b.customer_id
      where b.id = ${id}`.execute(database.kysely)
    expect(rows[0]?.text).toContain('Plain Name')
    expect(readableParts(rows[0]?.text ?? '')).not.toMatch(/secret|901820|12345/i)
  })
})

/** Columns of bytes print as hex: what they would say when read as text is added. */
function readableParts(row: string): string {
  const hex = [...row.matchAll(/\\+x([0-9a-f]+)/g)].map(([, digits = '']) => digits)
  return row + hex.map((digits) => Buffer.from(digits, 'hex').toString('latin1')).join('')
}

async function refusal(changes: BookingChanges): Promise<string> {
  return outcomeOf(world.book(await world.station(1), changes))
}

describe('a time is refused', () => {
  test.each([
    ['within the notice', { date: '2026-05-07' }, 'bookings.tooSoon'],
    ['in the past', { date: '2026-05-01' }, 'bookings.tooSoon'],
    ['before opening', { time: '10:30' }, 'bookings.closed'],
    ['at closing', { time: '23:00' }, 'bookings.closed'],
    ['beside the grid', { time: '18:10' }, 'bookings.closed'],
    ['when it ends too late', { time: '22:00', durationHours: 4 }, 'bookings.closed'],
  ])('%s', async (_, changes, code) => {
    expect(await refusal(changes)).toBe(code)
  })

  test('that the clocks skip', async () => {
    const allNight = { opensAt: '00:00', closesAt: '00:00', mustEndBy: '00:00' } as const
    const station = await world.station(1, { ...allNight, noticeHours: 0 })
    const booked = world.book(station, { date: '2027-03-14', time: '02:30' })
    expect(await outcomeOf(booked)).toBe('bookings.unknownTime')
  })

  test('and one that happens twice is booked as the first, with a notice', async () => {
    const station = await world.station(1, {
      opensAt: '00:00',
      closesAt: '00:00',
      mustEndBy: '00:00',
    })
    const receipt = await world.book(station, { date: '2026-11-01', time: '01:30' })
    expect(receipt.startsAt).toBe('2026-11-01T05:30:00.000Z')
    expect(receipt.notices).toEqual([expect.stringContaining('happens twice')])
  })
})

describe('other refusals', () => {
  test('a station that is not there', async () => {
    const station = { ...(await world.station(1)), id: '00000000-0000-7000-8000-000000000000' }
    expect(await outcomeOf(world.book(station))).toBe('bookings.unknownStation')
  })

  test('a station of another organisation', async () => {
    const foreign = await createWorld({ database }).station(1)
    expect(await outcomeOf(world.book(foreign))).toBe('bookings.unknownStation')
  })

  test('a phone number that can not be one names its field', async () => {
    const problem = await problemOf(world.book(await world.station(1), { phone: '12' }))
    expect(problem.code).toBe('bookings.badPhone')
    expect(problem.options.errors?.[0]?.path).toBe('contact.phone')
  })
})

describe('a slot that is taken', () => {
  test('is bookings.slotTaken with the five nearest free starts', async () => {
    const station = await world.station(1)
    await world.book(station)
    const problem = await problemOf(world.book(station))
    const alternatives = problem.options.members?.['alternatives'] as Alternative[]
    expect(problem.code).toBe('bookings.slotTaken')
    const times = alternatives.map(({ time }) => time)
    expect(times).toEqual(['14:00', '14:30', '15:00', '21:00', '21:30'])
    const second = { date: alternatives[2]?.date ?? '', time: alternatives[2]?.time ?? '' }
    expect(await outcomeOf(world.book(station, second))).toBe('done')
  })

  test('of the same customer is bookings.overlap, whatever the case of the address', async () => {
    const station = await world.station(2)
    await world.book(station, { email: 'same@example.com' })
    const again = world.book(station, { email: ' SAME@example.com ', time: '19:00' })
    expect(await outcomeOf(again)).toBe('bookings.overlap')
    const other = world.book(station, { email: 'same@example.com', time: '12:00' })
    expect(await outcomeOf(other)).toBe('done')
  })

  test('leaves no trace of the one who was refused', async () => {
    const station = await world.station(1)
    await world.book(station)
    const before = await rowCounts()
    await outcomeOf(world.book(station))
    expect(await rowCounts()).toEqual(before)
  })
})

async function rowCounts() {
  const { rows } = await sql`select (select count(*) from bookings.customer) as customers,
    (select count(*) from bookings.booking) as bookings,
    (select count(*) from bookings.allocation) as allocations`.execute(database.kysely)
  return rows
}

async function unitOf(bookingId: string): Promise<string> {
  const row = await db.kysely
    .selectFrom('bookings.allocation')
    .select('resource_id')
    .where('booking_id', '=', bookingId)
    .where('released_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.resource_id
}

describe('anonymous units', () => {
  test('are repacked: a booking moves to another unit when that makes room', async () => {
    const station = await world.station(2)
    const early = await world.book(station, { time: '12:00' })
    const placeholder = await world.book(station, { time: '15:30' })
    const late = await world.book(station, { time: '15:30' })
    await world.cancel(placeholder.id)
    const [earlyUnit, lateUnit] = [await unitOf(early.id), await unitOf(late.id)]
    const between = await world.book(station, { time: '14:00' })
    expect(earlyUnit).not.toBe(lateUnit)
    expect(await unitOf(between.id)).toBe(lateUnit)
    expect(await unitOf(late.id)).toBe(earlyUnit)
    expect(await auditAllocations(db.kysely)).toEqual([])
  })

  test('a time that is shown free can be booked, one shown full can not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ slot: fc.nat(23), hours: fc.integer({ min: 1, max: 4 }) }), {
          minLength: 1,
          maxLength: 14,
        }),
        async (wishes) => {
          const station = await world.station(2)
          for (const { slot, hours } of wishes) {
            const minutes = 660 + slot * 30
            const time = `${Math.floor(minutes / 60)}:${minutes % 60 === 0 ? '00' : '30'}`
            const query = { date: '2026-05-16', durationHours: hours, partySize: 4 }
            const input = { params: { id: station.id }, query, body: undefined }
            const shown = (await listSlots(world.visitor, input, world.parts)).items.find(
              (one) => one.time === time,
            )
            const expected = { free: 'done', few: 'done', full: 'bookings.slotTaken' } as const
            const outcome = await outcomeOf(world.book(station, { time, durationHours: hours }))
            expect(outcome).toBe(shown ? expected[shown.state] : 'bookings.closed')
          }
        },
      ),
      { numRuns: 25 },
    )
    expect(await auditAllocations(db.kysely)).toEqual([])
  })
})

test('inside a keyed request the refusal comes at once and the request goes on', async () => {
  const station = await world.station(1)
  await database.transaction(async (tx) => {
    const keyed = world.contextOf(world.visitor.actor, tx)
    await createBooking(keyed, inputOf(bodyFor(station)), world.parts)
    const second = createBooking(keyed, inputOf(bodyFor(station)), world.parts)
    expect(await outcomeOf(second)).toBe('bookings.slotTaken')
    const { rows } = await sql`select 1 as alive`.execute(tx.kysely)
    expect(rows).toEqual([{ alive: 1 }])
  })
  expect(await auditAllocations(db.kysely)).toEqual([])
})

test('the same new customer twice at the same moment is one customer', async () => {
  const station = await world.station(12)
  const email = 'first-time@example.com'
  const times = ['11:00', '13:00', '15:00', '17:00', '19:00', '21:00']
  const answers = await Promise.allSettled(
    times.map((time) => world.book(station, { email, time })),
  )
  expect(answers.filter((one) => one.status === 'rejected')).toEqual([])
  const { rows } = await sql<{ n: number }>`select count(distinct customer_id)::int as n
    from bookings.booking where station_id = ${station.id}`.execute(database.kysely)
  expect(rows).toEqual([{ n: 1 }])
})
