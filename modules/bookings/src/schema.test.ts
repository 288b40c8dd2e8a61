import { databaseError } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { travelSchema } from '@holdfast/testing/schema'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { bookingStates } from './contract.ts'
import { canMove } from './booking/states.ts'
import { migrations } from './fixtures/world.ts'
import type { BookingsTables } from './tables.ts'

const { database } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()

const at = new Date('2026-05-01T00:00:00Z')
const ids = { station: '', unit: '', other: '', customer: '' }

beforeEach(async () => {
  const { rows } = await sql<typeof ids>`select uuidv7()::text as station, uuidv7()::text as unit,
    uuidv7()::text as other, uuidv7()::text as customer`.execute(db.kysely)
  Object.assign(ids, rows[0])
  await sql`
    insert into bookings.station (id, organisation_id, name, area, time_zone, opens_at, closes_at,
      must_end_by, slot_minutes, notice_hours, price_list, created_at)
    values (${ids.station}, 'o', ${ids.station}, 'a', 'UTC', '11:00', '23:00', '01:00', 30, 48,
      '{}', ${at})`.execute(db.kysely)
  await sql`
    insert into bookings.resource (id, organisation_id, station_id, kind, name, created_at)
    values (${ids.unit}, 'o', ${ids.station}, 'unit', 'one', ${at}),
      (${ids.other}, 'o', ${ids.station}, 'unit', 'two', ${at})`.execute(db.kysely)
  await sql`
    insert into bookings.customer (id, organisation_id, email_index, created_at, last_booked_at)
    values (${ids.customer}, 'o', ${Buffer.from(ids.customer)}, ${at}, ${at})`.execute(db.kysely)
})

interface Given {
  readonly from?: string
  readonly to?: string
  readonly state?: string
  readonly hold?: Date | null
  readonly customer?: string
  readonly adults?: number
  /** Undefined: the whole time; null: no allocation. */
  readonly occupies?: string | null
  readonly resource?: string
  readonly kinds?: readonly string[]
}

function book(given: Given = {}): Promise<string> {
  return db.transaction(async (tx) => {
    const from = given.from ?? '2026-06-01T18:00Z'
    const to = given.to ?? '2026-06-01T20:00Z'
    const { rows } = await sql<{ id: string }>`
      insert into bookings.booking (id, organisation_id, station_id, customer_id, state, starts_at,
        ends_at, wall_date, wall_time, time_zone, duration_hours, adults, children, under_six,
        required_kinds, price, hold_expires_at, created_at, changed_at)
      values (uuidv7(), 'o', ${ids.station}, ${given.customer ?? ids.customer},
        ${given.state ?? 'confirmed'}, ${from}, ${to}, '2026-06-01', '18:00', 'UTC', 2,
        ${given.adults ?? 2}, 0, 0, ${[...(given.kinds ?? ['unit'])]}, '{}', ${given.hold ?? null},
        ${at}, ${at})
      returning id`.execute(tx.kysely)
    const id = rows[0]?.id ?? ''
    if (given.occupies !== null) {
      await sql`
        insert into bookings.allocation (id, booking_id, resource_id, station_id, kind, occupies)
        values (uuidv7(), ${id}, ${given.resource ?? ids.unit}, ${ids.station}, 'unit',
          ${given.occupies ?? `[${from},${to})`})`.execute(tx.kysely)
    }
    return id
  })
}

async function newCustomer(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into bookings.customer (id, organisation_id, created_at, last_booked_at)
    values (uuidv7(), 'o', ${at}, ${at}) returning id`.execute(db.kysely)
  return rows[0]?.id ?? ''
}

async function refusedBy(work: Promise<unknown>): Promise<string | undefined> {
  const outcome = await work.then(
    () => 'nobody',
    (error: unknown) => databaseError(error)?.constraint ?? String(error),
  )
  return outcome
}

const changeState = (id: string, to: string, extra = sql``) =>
  sql`update bookings.booking set state = ${to}, version = version + 1 ${extra} where id = ${id}`.execute(
    db.kysely,
  )

describe('allocations', () => {
  test('two of one resource never overlap', async () => {
    await book()
    const second = book({
      customer: await newCustomer(),
      from: '2026-06-01T19:00Z',
      to: '2026-06-01T21:00Z',
    })
    expect(await refusedBy(second)).toBe('allocation_overlap')
  })

  test('two that only touch are allowed', async () => {
    await book()
    const next = book({
      customer: await newCustomer(),
      from: '2026-06-01T20:00Z',
      to: '2026-06-01T22:00Z',
    })
    expect(await refusedBy(next)).toBe('nobody')
  })

  test('released ones are in nobody’s way', async () => {
    const id = await book()
    await db.transaction(async (tx) => {
      await sql`update bookings.booking set state = 'cancelled', version = 2 where id = ${id}`.execute(
        tx.kysely,
      )
      await sql`update bookings.allocation set released_at = now() where booking_id = ${id}`.execute(
        tx.kysely,
      )
    })
    expect(await refusedBy(book())).toBe('nobody')
  })

  test('can change places in one statement', async () => {
    const one = await book()
    const two = await book({ customer: await newCustomer(), resource: ids.other })
    await sql`update bookings.allocation set resource_id =
      case booking_id when ${one} then ${ids.other}::uuid else ${ids.unit}::uuid end
      where booking_id in (${one}, ${two})`.execute(db.kysely)
    const { rows } = await sql<{ n: number }>`select count(distinct resource_id)::int as n
      from bookings.allocation where booking_id in (${one}, ${two})`.execute(db.kysely)
    expect(rows).toEqual([{ n: 2 }])
  })

  test.each([
    ['empty', 'empty'],
    ['open at the start', '(2026-06-01 17:00Z,2026-06-01 21:00Z)'],
    ['closed at the end', '[2026-06-01 17:00Z,2026-06-01 21:00Z]'],
    ['without an end', '[2026-06-01 17:00Z,)'],
    ['without a start', '(,2026-06-01 21:00Z)'],
    ['until infinity', '[2026-06-01 17:00Z,infinity)'],
  ])('are never %s', async (_, occupies) => {
    expect(await refusedBy(book({ occupies }))).toBe('allocation_span')
  })

  test('a resource of another kind is refused', async () => {
    const id = await book()
    const wrongKind = sql`
      insert into bookings.allocation (id, booking_id, resource_id, station_id, kind, occupies)
      values (uuidv7(), ${id}, ${ids.other}, ${ids.station}, 'chef',
        '[2026-06-01 17:00Z,2026-06-01 21:00Z)')`.execute(db.kysely)
    expect(await refusedBy(wrongKind)).toMatch(/allocation_resource_id/)
  })
})

describe('an active booking', () => {
  test('without an allocation is refused at the end of the transaction', async () => {
    expect(await refusedBy(book({ occupies: null }))).toBe('booking_allocations')
  })

  test('with an allocation that does not cover it is refused', async () => {
    const short = book({ occupies: '[2026-06-01 18:30Z,2026-06-01 21:00Z)' })
    expect(await refusedBy(short)).toBe('booking_allocations')
  })

  test('without one of the kinds that it requires is refused', async () => {
    expect(await refusedBy(book({ kinds: ['unit', 'chef'] }))).toBe('booking_allocations')
  })

  test('can not lose its allocation', async () => {
    const id = await book()
    const release = sql`update bookings.allocation set released_at = now() where booking_id = ${id}`
    expect(await refusedBy(release.execute(db.kysely))).toBe('booking_allocations')
    const remove = sql`delete from bookings.allocation where booking_id = ${id}`
    expect(await refusedBy(remove.execute(db.kysely))).toBe('booking_allocations')
  })

  test('can not grow beyond its allocation', async () => {
    const id = await book()
    const grow = sql`update bookings.booking set ends_at = ends_at + interval '1 hour' where id = ${id}`
    expect(await refusedBy(grow.execute(db.kysely))).toBe('booking_allocations')
  })

  test('of the same customer never meets another', async () => {
    await book()
    const second = book({ resource: ids.other, from: '2026-06-01T19:00Z', to: '2026-06-01T21:00Z' })
    expect(await refusedBy(second)).toBe('booking_customer_overlap')
  })
})

describe('a finished booking', () => {
  test.each(['cancelled', 'no_show'])('%s can not keep an allocation', async (state) => {
    const id = await book()
    expect(await refusedBy(changeState(id, state))).toBe('booking_allocations')
  })
})

describe('states', () => {
  test('the database knows the same pairs as the code', async () => {
    const rows = await db.kysely.selectFrom('bookings.state_change').selectAll().execute()
    const inDatabase = rows.map((row) => `${row.from_state} → ${row.to_state}`).toSorted()
    const inCode = bookingStates.flatMap((from) =>
      bookingStates.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`),
    )
    expect(inDatabase).toEqual(inCode.toSorted())
  })

  test('the application can not change the pairs', async () => {
    const forge = sql`insert into bookings.state_change values ('cancelled', 'confirmed')`
    await expect(forge.execute(db.kysely)).rejects.toThrow('permission denied')
  })

  test.each(bookingStates.filter((state) => !canMove('confirmed', state) && state !== 'confirmed'))(
    'a confirmed booking never becomes %s',
    async (state) => {
      const id = await book()
      expect(await refusedBy(changeState(id, state))).toBe('booking_state_change')
    },
  )

  test('a change that does not count the version up is refused', async () => {
    const id = await book()
    const quiet = sql`update bookings.booking set state = 'seated' where id = ${id}`
    expect(await refusedBy(quiet.execute(db.kysely))).toBe('booking_state_change')
  })

  test('a booking begins pending or confirmed', async () => {
    expect(await refusedBy(book({ state: 'seated' }))).toBe('booking_state_change')
  })

  test('a hold belongs to pending bookings, all of them', async () => {
    expect(await refusedBy(book({ state: 'pending' }))).toBe('booking_hold')
    expect(await refusedBy(book({ hold: at }))).toBe('booking_hold')
    expect(await refusedBy(book({ state: 'pending', hold: at }))).toBe('nobody')
  })
})

describe('limits', () => {
  test.each([
    ['longer than eight hours', { to: '2026-06-02T02:30Z' }, 'booking_length'],
    ['shorter than one hour', { to: '2026-06-01T18:30Z' }, 'booking_length'],
    ['of 51 guests', { adults: 51 }, 'booking_party'],
  ])('a booking is never %s', async (_, given, constraint) => {
    expect(await refusedBy(book(given))).toBe(constraint)
  })

  test('the application can not change definitions', async () => {
    const drop = sql`alter table bookings.allocation drop constraint allocation_overlap`
    await expect(drop.execute(db.kysely)).rejects.toThrow('must be owner')
  })
})

test('the committed schema is what the migrations make, and they can be taken back', async () => {
  const { up, down, upAgain } = await travelSchema('bookings', migrations)
  await expect(up).toMatchFileSnapshot('../schema.sql')
  expect(upAgain).toBe(up)
  expect(down.trim()).toBe('')
})
