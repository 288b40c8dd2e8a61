import { testDatabase } from '@holdfast/testing/database'
import { afterEach, describe, expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { createBusyWorld, createStrangers } from '../fixtures/busy-world.ts'
import { outcomeOf, problemOf } from '../fixtures/outcome.ts'
import { fullEvening, statesOf, wait, waitlistOf } from '../fixtures/waiting.ts'
import { inputOf, migrations } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'
import { leaveWaitlist } from './leave-waitlist.ts'
import { removeFromWaitlist } from './remove-from-waitlist.ts'

const { database, appUrl } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const stranger = createStrangers()
const hourMs = 3_600_000
const evening = '2026-05-16T18:00-04:00'
/** The token behind the `#` of the mail's link. */
function tokenIn(text: string | undefined): string {
  return /#token=([\w.-]+)/.exec(text ?? '')?.[1] ?? ''
}

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

describe('who wants to wait', () => {
  test('for an evening with a free time is told which times those are', async () => {
    const { world } = busyWorld()
    const { station } = await fullEvening(world)
    const problem = await problemOf(wait(world, station, { latest: '21:30' }))
    expect(problem.code).toBe('bookings.stillFree')
    expect(problem.options.members?.['alternatives']).toMatchObject([
      { date: '2026-05-16', time: '21:00' },
      { time: '21:30' },
    ])
  })

  test.each([
    ['when the station is closed', { earliest: '09:00', latest: '10:00' }, 'bookings.closed'],
    ['too soon', { date: '2026-05-07' }, 'bookings.tooSoon'],
  ])('%s is told so', async (_, changes, code) => {
    const { world } = busyWorld()
    const { station } = await fullEvening(world)
    expect(await outcomeOf(wait(world, station, changes))).toBe(code)
  })

  test('twice for one evening stands there once, is answered alike and gets one mail', async () => {
    const { world, mailbox, run } = busyWorld()
    const { station } = await fullEvening(world)
    const mine = { email: 'Once@example.com', name: 'One' }
    const first = await wait(world, station, mine)
    const asked = { ...mine, email: 'once@EXAMPLE.com' }
    const others = { name: 'Another', party: { adults: 4, children: 0, underSix: 0 } }
    expect(await wait(world, station, { ...asked, ...others })).toEqual(first)
    await Promise.all([1, 2, 3, 4].map(() => wait(world, station, asked)))
    await run()
    expect(await waitlistOf(world, station)).toMatchObject([{ name: 'One', state: 'waiting' }])
    const theirs = mailbox.sent().filter(({ to }) => to.toLowerCase() === 'once@example.com')
    expect(theirs.map(({ subject }) => subject)).toEqual([
      'You are on our waitlist for Saturday, May 16, 2026',
    ])
  })

  test('again with other hours keeps their place with the newer wish, and is told by a mail', async () => {
    const { world, mailbox, run } = busyWorld()
    const { station } = await fullEvening(world)
    const email = 'changes@example.com'
    await wait(world, station, { email, name: 'One' })
    await wait(world, station, { name: 'Two' })
    const newer = { earliest: '17:30', latest: '18:30', durationHours: 3 }
    const party = { adults: 6, children: 1, underSix: 0 }
    expect(await wait(world, station, { email, ...newer, party })).toMatchObject(newer)
    await run()
    expect(await waitlistOf(world, station)).toMatchObject([
      { name: 'One', state: 'waiting', ...newer, party, version: 2 },
      { name: 'Two', earliest: '18:00' },
    ])
    const theirs = mailbox.sent().filter(({ to }) => to === email)
    expect(theirs).toHaveLength(2)
    expect(theirs.at(-1)?.text).toMatch(/(17|5):30.*(18|6):30/s)
  })

  test('changes that wish four times at most: nobody is mailed without end', async () => {
    const { world, mailbox, run } = busyWorld()
    const { station } = await fullEvening(world)
    const email = 'fickle@example.com'
    for (let durationHours = 1; durationHours <= 7; durationHours++) {
      await wait(world, station, { email, durationHours })
    }
    await run()
    expect(await waitlistOf(world, station)).toMatchObject([{ durationHours: 5, version: 5 }])
    expect(mailbox.sent().filter(({ to }) => to === email)).toHaveLength(5)
  })

  test('has not booked: a wait leaves the time of the latest booking as it is', async () => {
    const { world, runUntil } = busyWorld()
    const { station } = await fullEvening(world)
    const email = 'regular@example.com'
    await world.book(station, { ...stranger(), email, date: '2026-05-17' })
    await runUntil('2026-05-07T12:00Z')
    await wait(world, station, { email })
    const row = await db.kysely
      .selectFrom('bookings.waitlist_entry as w')
      .innerJoin('bookings.customer as c', 'c.id', 'w.customer_id')
      .select('c.last_booked_at')
      .where('w.station_id', '=', station.id)
      .executeTakeFirstOrThrow()
    expect(row.last_booked_at.toISOString()).toBe('2026-05-06T12:00:00.000Z')
  })
})

describe('who no longer waits', () => {
  test('by the mailed link is off the list, once, and what was held for them is the next one’s', async () => {
    const { world, mailbox, run } = busyWorld()
    const { station, taken } = await fullEvening(world)
    for (const name of ['One', 'Two']) await wait(world, station, { name })
    await run()
    const joined = mailbox.sent().find(({ text }) => text.includes('Hello One'))
    await world.cancel(taken)
    await run()
    for (const _ of [1, 2]) {
      const left = leaveWaitlist(
        world.visitor,
        inputOf({ token: tokenIn(joined?.text) }),
        world.parts,
      )
      expect(await left).toMatchObject({ state: 'left', date: '2026-05-16', earliest: '18:00' })
    }
    await run()
    expect(await statesOf(world, station)).toEqual(['left', 'offered'])
  })

  test.each([['made up'], ['']])('a link that is %s opens nothing', async (token) => {
    const { world } = busyWorld()
    expect(await outcomeOf(leaveWaitlist(world.visitor, inputOf({ token }), world.parts))).toBe(
      'bookings.linkUsed',
    )
  })

  test('after staff took them off: staff see why', async () => {
    const { world, run } = busyWorld()
    const { station } = await fullEvening(world)
    await wait(world, station)
    const [row] = await waitlistOf(world, station)
    const removed = await removeFromWaitlist(
      world.operator,
      { params: { id: row?.id ?? '' }, body: { reason: 'They called.' }, query: undefined },
      world.parts,
    )
    expect(removed).toMatchObject({ state: 'left', reason: 'They called.', version: 2 })
    await run()
  })

  test('for nothing became free in time: they are told', async () => {
    const { world, mailbox, runUntil } = busyWorld()
    const { station } = await fullEvening(world)
    await wait(world, station)
    await runUntil(new Date(Date.parse(evening) - 48 * hourMs))
    expect(await statesOf(world, station)).toEqual(['expired'])
    expect(mailbox.subjects()).toContain('No time became free on Saturday, May 16, 2026')
  })
})
