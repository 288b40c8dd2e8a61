import { createDatabase } from '@holdfast/kernel/postgres'
import { cloneDatabase, type ClonedDatabase } from '@holdfast/testing/clone'
import { testServer } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { tally } from '../fixtures/outcome.ts'
import { createWorld, migrations, type World } from '../fixtures/world.ts'
import { addDays } from '../time/local-time.ts'
import type { BookingsTables } from '../tables.ts'

const server = await testServer()
const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers.toReversed()) await close()
})

const connections = 24
const callers = proofSize({ reduced: 200, full: 200 })

/** A business on a database of its own, with many connections at once. */
async function crowdedWorld(options: {
  readonly advisoryLock: boolean
  readonly without?: string
}): Promise<{ readonly world: World; readonly audit: () => Promise<readonly unknown[]> }> {
  const cloned = await cloneDatabase(server, { migrations })
  closers.push(() => cloned.drop())
  if (options.without) await asOwner(cloned, options.without)
  const database = createDatabase({
    connectionString: cloned.appUrl,
    applicationName: 'proof',
    poolSize: connections,
    log: silent,
  })
  closers.push(() => database.close())
  const world = createWorld({ database, advisoryLock: options.advisoryLock })
  const tables = database.withTypes<BookingsTables>()
  return { world, audit: () => auditAllocations(tables.kysely) }
}

async function asOwner(cloned: ClonedDatabase, statement: string): Promise<void> {
  const owner = createDatabase({
    connectionString: cloned.ownerUrl,
    applicationName: 'proof owner',
    log: silent,
  })
  await sql.raw(statement).execute(owner.kysely)
  await owner.close()
}

const silent = { warn() {}, error() {} }

const locks = [
  ['with the advisory lock', true],
  ['without the advisory lock', false],
] as const

describe.each(locks)('%s', (_, advisoryLock) => {
  test(`${callers} creates for one unit and slot: exactly one is booked`, async () => {
    const { world, audit } = await crowdedWorld({ advisoryLock })
    const station = await world.station(1)
    const answers = await Promise.allSettled(
      Array.from({ length: callers }, () => world.book(station)),
    )
    expect(tally(answers)).toEqual({ done: 1, 'bookings.slotTaken': callers - 1 })
    expect(await audit()).toEqual([])
  }, 60_000)

  test('creates for three units: exactly three are booked', async () => {
    const { world, audit } = await crowdedWorld({ advisoryLock })
    const station = await world.station(3)
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => world.book(station)))
    expect(tally(answers)).toEqual({ done: 3, 'bookings.slotTaken': 57 })
    expect(await audit()).toEqual([])
  }, 60_000)

  test('creates of one customer in three units: exactly one is booked', async () => {
    const { world, audit } = await crowdedWorld({ advisoryLock })
    const station = await world.station(3)
    const email = 'eager@example.com'
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, () => world.book(station, { email })),
    )
    const { done, ...refused } = tally(answers)
    expect(done).toBe(1)
    expect(Object.keys(refused)).toEqual(['bookings.overlap'])
    expect(await audit()).toEqual([])
  }, 60_000)

  test('creates of different lengths that cross: nothing overlaps and nothing else fails', async () => {
    const { world, audit } = await crowdedWorld({ advisoryLock })
    const station = await world.station(2)
    const answers = await Promise.allSettled(
      Array.from({ length: 120 }, (__, index) => {
        const time = `${11 + (index % 12)}:${index % 2 === 0 ? '00' : '30'}`
        const durationHours = 1 + (index % 3)
        return world.book(station, { time, durationHours })
      }),
    )
    const outcomes = Object.keys(tally(answers)).filter((code) => code !== 'bookings.closed')
    expect(outcomes.toSorted()).toEqual(['bookings.slotTaken', 'done'])
    expect(await audit()).toEqual([])
  }, 60_000)
})

test('creates that move others aside while those are cancelled: nothing is left behind', async () => {
  const { world, audit } = await crowdedWorld({ advisoryLock: false })
  const station = await world.station(2)
  for (let round = 0; round < proofSize({ reduced: 5, full: 50 }); round++) {
    const date = addDays('2026-06-01', round)
    const early = await world.book(station, { date, time: '12:00' })
    const placeholder = await world.book(station, { date, time: '15:30' })
    const late = await world.book(station, { date, time: '15:30' })
    await world.cancel(placeholder.id)
    const answers = await Promise.allSettled([
      world.book(station, { date, time: '14:00' }),
      world.cancel(late.id),
      world.book(station, { date, time: '14:00' }),
      world.cancel(early.id),
    ])
    const { done = 0, 'bookings.slotTaken': taken = 0 } = tally(answers)
    expect(done).toBeGreaterThanOrEqual(3)
    expect(done + taken).toBe(4)
    expect(await audit()).toEqual([])
  }
}, 120_000)

describe('the proofs can fail', () => {
  test('without the constraint on allocations, creates at once overlap and the audit says so', async () => {
    const { world, audit } = await crowdedWorld({
      advisoryLock: false,
      without: 'alter table bookings.allocation drop constraint allocation_overlap',
    })
    const station = await world.station(1)
    const answers = await Promise.allSettled(
      Array.from({ length: callers }, () => world.book(station)),
    )
    expect(tally(answers)['done']).toBeGreaterThan(1)
    expect(await audit()).toContainEqual(expect.objectContaining({ kind: 'resource overlap' }))
  }, 60_000)

  test('without the constraint on customers, one is in two places at once', async () => {
    const { world, audit } = await crowdedWorld({
      advisoryLock: false,
      without: 'alter table bookings.booking drop constraint booking_customer_overlap',
    })
    const station = await world.station(3)
    const email = 'eager@example.com'
    await Promise.allSettled(Array.from({ length: 40 }, () => world.book(station, { email })))
    expect(await audit()).toContainEqual(expect.objectContaining({ kind: 'customer overlap' }))
  }, 60_000)
})
