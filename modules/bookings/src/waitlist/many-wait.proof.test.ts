import { createDatabase } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { createBehind } from '../fixtures/behind.ts'
import { createStrangers } from '../fixtures/busy-world.ts'
import { createMailbox } from '../fixtures/mailbox.ts'
import { tally } from '../fixtures/outcome.ts'
import { statesOf, wait } from '../fixtures/waiting.ts'
import { createWorld, migrations, withDeposit, type World } from '../fixtures/world.ts'
import type { Station } from '../station/station.ts'
import type { BookingsTables } from '../tables.ts'

const { database, appUrl } = await testDatabase({ migrations })
const stranger = createStrangers()
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

const [waiting, freed] = [proofSize({ reduced: 8, full: 40 }), proofSize({ reduced: 3, full: 12 })]
const processes = 3

/**
 * A business behind which several processes work, each with connections of its own. Nothing keeps two
 * of them from taking the same job: everything happens doubled and at once.
 */
function crowdedWorld() {
  const mailbox = createMailbox()
  const pools = Array.from({ length: processes }, () => {
    const own = createDatabase({
      connectionString: appUrl,
      applicationName: 'proof',
      poolSize: 8,
      log: { warn() {}, error() {} },
    })
    endings.push(() => own.close())
    return own
  })
  const world = createWorld({ database, mailer: mailbox })
  const behinds = pools.map((own) => {
    const behind = createBehind(world, { database: own, connectionString: appUrl })
    endings.push(() => behind.close())
    return behind
  })
  const run = async () => void (await Promise.all(behinds.map((behind) => behind.run())))
  return { world, mailbox, run }
}

async function everythingTaken(world: World) {
  const station = await world.station(freed, withDeposit)
  const taken: string[] = []
  for (let index = 0; index < freed; index++) {
    const { id } = await world.book(station, stranger())
    await world.pay(id)
    taken.push(id)
  }
  return { station, taken }
}

/** The bookings that hold 18:00, and how many of them were offered. */
async function holdersOf(station: Station) {
  const { rows } = await sql<{ holders: number; offered: number }>`
    select count(*)::int as holders, count(waitlist_entry_id)::int as offered
    from bookings.booking
    where station_id = ${station.id} and state in ('pending', 'confirmed')`.execute(database.kysely)
  return rows[0]
}

async function audit(): Promise<readonly unknown[]> {
  return auditAllocations(database.withTypes<BookingsTables>().kysely)
}

test(`${waiting} wait and ${freed} times become free at once: each goes to one, the longest first, by one mail`, async () => {
  const { world, mailbox, run } = crowdedWorld()
  const { station, taken } = await everythingTaken(world)
  for (let index = 0; index < waiting; index++) await wait(world, station)
  await run()
  await Promise.all(taken.map((id) => world.cancel(id)))
  await run()
  const states = await statesOf(world, station)
  expect(states).toEqual(states.map((_, index) => (index < freed ? 'offered' : 'waiting')))
  expect(await holdersOf(station)).toEqual({ holders: freed, offered: freed })
  // All run out at once, again and again: everybody has had their turn exactly once.
  for (let round = 0; round < Math.ceil(waiting / freed); round++) {
    await world.clock.advance(120 * 60_000)
    await run()
  }
  expect(await statesOf(world, station)).toEqual(states.map(() => 'passed'))
  const offers = mailbox.sent().filter(({ subject }) => subject.startsWith('A time has'))
  expect(new Set(offers.map(({ to }) => to)).size).toBe(waiting)
  expect(offers).toHaveLength(waiting)
  expect(await audit()).toEqual([])
}, 300_000)

test('strangers who book what becomes free and those who wait for it never hold it both', async () => {
  const { world, run } = crowdedWorld()
  const { station, taken } = await everythingTaken(world)
  for (let index = 0; index < waiting; index++) await wait(world, station)
  await run()
  const cancelling = taken.map((id) => world.cancel(id))
  const working = cancelling.map((one) => one.then(() => run()))
  const crowd = Array.from({ length: waiting }, async () => {
    await Promise.race(cancelling)
    return world.book(station, stranger())
  })
  const booked = tally(await Promise.allSettled(crowd))['done'] ?? 0
  await Promise.all(working)
  await run()
  expect(await holdersOf(station)).toEqual({ holders: freed, offered: freed - booked })
  const offered = (await statesOf(world, station)).filter((state) => state === 'offered')
  expect(offered).toHaveLength(freed - booked)
  expect(await audit()).toEqual([])
}, 300_000)
