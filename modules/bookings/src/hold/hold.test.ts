import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { bookingReceipt } from '../contract.ts'
import { createBehind } from '../fixtures/behind.ts'
import { outcomeOf, tally } from '../fixtures/outcome.ts'
import { createWorld, migrations, withDeposit, type World } from '../fixtures/world.ts'
import { listSlots } from '../slots/list-slots.ts'
import type { BookingsTables } from '../tables.ts'

const { database, appUrl } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  expect(await auditAllocations(db.kysely)).toEqual([])
})

const minuteMs = 60_000
const hourMs = 60 * minuteMs

function newWorld() {
  const world = createWorld({ database })
  const behind = createBehind(world, { database, connectionString: appUrl })
  endings.push(() => behind.close())
  return { world, run: () => behind.run() }
}

async function stateOf(id: string): Promise<string | undefined> {
  const row = await db.kysely
    .selectFrom('bookings.booking')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.state
}

async function depositOf(id: string) {
  const { rows } = await sql<{ state: string; due_by: Date }>`
    select state, due_by from fixtures.deposit where booking_id = ${id}`.execute(database.kysely)
  return rows[0]
}

/** Another place each time, so that holds are counted by contact alone. */
const elsewhere = (line1: string) => ({
  venue: { line1, city: 'Harbor', postalCode: '10001', country: 'US' },
})
/** Of somebody else at another place each time. */
let strangers = 0
const stranger = () => ({
  phone: `+1 415 555 ${String(3_000 + strangers++)}`,
  ...elsewhere(`${strangers} Far Street`),
})

describe('a time for which a deposit is asked', () => {
  test('is held for 15 minutes, with the payment that is due by then', async () => {
    const { world } = newWorld()
    const receipt = await world.book(await world.station(1, withDeposit))
    expect(bookingReceipt.parse(receipt)).toEqual(receipt)
    const dueBy = new Date(world.clock.now().getTime() + 15 * minuteMs)
    expect(receipt).toMatchObject({
      state: 'pending',
      holdExpiresAt: dueBy.toISOString(),
      deposit: { state: 'open', amount: { amount: 10_000 }, paid: { amount: 0 } },
      actions: { cancel: { allowed: true }, reschedule: { allowed: false } },
    })
    expect(await depositOf(receipt.id)).toEqual({ state: 'open', due_by: dueBy })
  })

  test('that was refused asks for no payment', async () => {
    const { world } = newWorld()
    const station = await world.station(1, withDeposit)
    await world.book(station)
    expect(await outcomeOf(world.book(station, stranger()))).toBe('bookings.slotTaken')
    const { rows } = await sql`select 1 from fixtures.deposit
      where organisation_id = ${world.organisationId}`.execute(database.kysely)
    expect(rows).toHaveLength(1)
  })
})

describe('who asks again for what they hold', () => {
  test('gets that hold, with what they now say about the evening', async () => {
    const { world } = newWorld()
    const station = await world.station(1, withDeposit)
    const mine = { email: 'again@example.com', phone: '+1 415 555 4000' }
    const first = await world.book(station, mine)
    const again = await world.book(station, {
      ...mine,
      party: { adults: 12, children: 0, underSix: 0 },
    })
    expect(again).toMatchObject({ id: first.id, partySize: 12, holdExpiresAt: first.holdExpiresAt })
    expect((await world.book(station, mine)).id).toBe(first.id)
  })

  test('at the same moment holds it once', async () => {
    const { world } = newWorld()
    const station = await world.station(2, withDeposit)
    const mine = { email: 'twice@example.com', phone: '+1 415 555 4001' }
    const both = await Promise.all([1, 2, 3, 4].map(() => world.book(station, mine)))
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
  })

  test.each([
    ['the e-mail address alone', {}],
    ['e-mail and phone', { phone: '+1 415 555 4002' }],
  ])('but knows %s gets nobody’s hold', async (_, known) => {
    const { world } = newWorld()
    const station = await world.station(2, withDeposit)
    const email = 'victim@example.com'
    await world.book(station, { email, phone: '+1 415 555 4002', ...elsewhere('9 Own Street') })
    const guess = world.book(station, { ...stranger(), ...known, email })
    expect(await outcomeOf(guess)).toBe('bookings.overlap')
  })
})

describe('at most two open holds', () => {
  test.each([
    ['for one e-mail address', (n: number) => ({ ...stranger(), email: 'one@example.com', n })],
    ['for one phone', () => ({ ...stranger(), phone: '+1 415 555 4003' })],
    [
      'for one place, however it is written',
      (n: number) => ({
        ...stranger(),
        ...elsewhere(['7 Elm St.', '7 elm st', '7  ELM-ST'][n] ?? ''),
      }),
    ],
  ])('%s', async (_, of) => {
    const { world } = newWorld()
    const station = await world.station(3, withDeposit)
    const times = ['12:00', '16:00', '20:00']
    const ask = (n: number) => {
      const { n: __, ...changes } = { n, ...of(n) }
      return world.book(station, { ...changes, time: times[n] ?? '' })
    }
    expect(await outcomeOf(ask(0))).toBe('done')
    expect(await outcomeOf(ask(1))).toBe('done')
    expect(await outcomeOf(ask(2))).toBe('bookings.tooManyHolds')
    await world.clock.advance(15 * minuteMs)
    expect(await outcomeOf(ask(2))).toBe('done')
  })

  test('for one contact also when ten ask at once, each at another station', async () => {
    const { world } = newWorld()
    const stations = await Promise.all(
      Array.from({ length: 10 }, () => world.station(1, withDeposit)),
    )
    const phone = '+1 415 555 2671'
    const answers = await Promise.allSettled(
      stations.map((station) => world.book(station, { ...stranger(), phone })),
    )
    expect(tally(answers)).toEqual({ done: 2, 'bookings.tooManyHolds': 8 })
  })
})

describe('a hold that runs out', () => {
  test('is released by its job, not earlier, and its payment is closed', async () => {
    const { world, run } = newWorld()
    const station = await world.station(1, withDeposit)
    const { id } = await world.book(station)
    await run()
    await world.clock.advance(15 * minuteMs - 1)
    await run()
    expect(await stateOf(id)).toBe('pending')
    await world.clock.advance(1)
    await run()
    expect(await stateOf(id)).toBe('expired')
    expect(await depositOf(id)).toMatchObject({ state: 'closed' })
  })

  test('is released by a create that meets it, and its time is shown free before that', async () => {
    const { world } = newWorld()
    const station = await world.station(1, withDeposit)
    const { id } = await world.book(station)
    expect(await shownAt18(world, station.id)).toBe('full')
    await world.clock.advance(15 * minuteMs)
    expect(await shownAt18(world, station.id)).toBe('free')
    expect(await outcomeOf(world.book(station, stranger()))).toBe('done')
    expect(await stateOf(id)).toBe('expired')
    expect(await depositOf(id)).toMatchObject({ state: 'closed' })
  })

  test('of the same customer elsewhere is in nobody’s way either', async () => {
    const { world } = newWorld()
    const [one, other] = [await world.station(1, withDeposit), await world.station(1)]
    const email = 'moves@example.com'
    const { id } = await world.book(one, { email })
    expect(await outcomeOf(world.book(other, { email }))).toBe('bookings.overlap')
    await world.clock.advance(15 * minuteMs)
    expect(await outcomeOf(world.book(other, { email }))).toBe('done')
    expect(await stateOf(id)).toBe('expired')
  })

  test('released by somebody who meant another evening, just now, is in nobody’s way', async () => {
    const { world } = newWorld()
    const station = await world.station(1, withDeposit)
    const dates = Array.from(
      { length: 16 },
      (_, day) => `2026-06-${String(day + 1).padStart(2, '0')}`,
    )
    for (const date of dates) await world.book(station, { ...stranger(), date })
    await world.clock.advance(15 * minuteMs)
    const answers = await Promise.allSettled(
      dates.map((date) => world.book(station, { ...stranger(), date })),
    )
    expect(tally(answers)).toEqual({ done: dates.length })
  })

  test('met by many creates at once is released once and sold once', async () => {
    const { world } = newWorld()
    const station = await world.station(1, withDeposit)
    const { id } = await world.book(station)
    await world.clock.advance(15 * minuteMs)
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => world.book(station, stranger())),
    )
    expect(tally(answers)).toEqual({ done: 1, 'bookings.slotTaken': 19 })
    const { rows } = await sql`select 1 from kernel.event
      where subject = ${id} and type = 'booking.expired'`.execute(database.kysely)
    expect(rows).toHaveLength(1)
  })
})

describe('a hold lasts longer', () => {
  test('while a payment is processed', async () => {
    const { world, run } = newWorld()
    const { id } = await world.book(await world.station(1, withDeposit))
    await run()
    await world.clock.advance(10 * minuteMs)
    await world.pay(id, 'processing')
    await run()
    await world.clock.advance(60 * minuteMs - 1)
    await run()
    expect(await stateOf(id)).toBe('pending')
    await world.clock.advance(1)
    await run()
    expect(await stateOf(id)).toBe('expired')
  })

  test('for who pays by hand: a day, but never inside the notice', async () => {
    const { world, run } = newWorld()
    const station = await world.station(2, withDeposit)
    const far = await world.book(station, stranger())
    const near = await world.book(station, { ...stranger(), date: '2026-05-08', time: '13:00' })
    await world.pay(far.id, 'awaitingOffline')
    await world.pay(near.id, 'awaitingOffline')
    await run()
    const created = world.clock.now().getTime()
    expect((await depositOf(far.id))?.due_by.getTime()).toBe(created + 24 * hourMs)
    expect((await depositOf(near.id))?.due_by.getTime()).toBe(
      Date.parse(near.startsAt) - station.noticeHours * hourMs,
    )
  })
})

async function shownAt18(world: World, stationId: string) {
  const query = { date: '2026-05-16', durationHours: 2, partySize: 4 }
  const input = { params: { id: stationId }, query, body: undefined }
  const { items } = await listSlots(world.visitor, input, world.parts)
  return items.find(({ time }) => time === '18:00')?.state
}
