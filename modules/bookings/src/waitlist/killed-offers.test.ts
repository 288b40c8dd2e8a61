import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { startServerProcess } from '@holdfast/testing/server-process'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { createBehind } from '../fixtures/behind.ts'
import { fullEvening, statesOf, wait } from '../fixtures/waiting.ts'
import { createWorld, migrations, today, type World } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'

const { database, appUrl } = await testDatabase({ migrations })
const flowProcess = `${import.meta.dirname}/../fixtures/killed-flow.fixture.ts`

// A process takes a second to start: the everyday run dies at a few of the steps.
const stride = proofSize({ reduced: 13, full: 1 })

test('killed at every step, an offer that runs out goes to the next in line exactly once, by one mail', async () => {
  let killed = 0
  for (let killAt = 1; ; killAt += stride) {
    const world = createWorld({ database, mailer })
    const { station, taken } = await fullEvening(world)
    for (const name of ['One', 'Two', 'Three']) await wait(world, station, { name })
    await world.cancel(taken)
    await work(world)
    await world.clock.advance(120 * 60_000)
    const { signal } = await runUntilKilled(world, killAt)
    await work(world)
    const states = await statesOf(world, station)
    expect({ killAt, states }).toEqual({ killAt, states: ['passed', 'offered', 'waiting'] })
    expect({ killAt, ...(await offersOf(station.id)) }).toEqual({ killAt, offers: 2, mails: 2 })
    if (signal !== 'SIGKILL') break
    killed++
  }
  expect(killed).toBeGreaterThan(20 / stride)
  expect(await auditAllocations(database.withTypes<BookingsTables>().kysely)).toEqual([])
}, 300_000)

const mailer = {
  async send({ id, subject }: { readonly id: string; readonly subject: string }) {
    await sql`insert into fixtures.mail values (${id}, ${subject})`.execute(database.kysely)
  },
}

async function runUntilKilled({ organisationId, clock }: World, killAt: number) {
  const minutes = (clock.now().getTime() - today.getTime()) / 60_000
  const child = await startServerProcess({
    command: ['node', flowProcess, appUrl, organisationId, String(killAt), String(minutes)],
    ready: /started/,
  })
  return child.exited
}

/** What a process does that is not killed. */
async function work(world: World): Promise<void> {
  const behind = createBehind(world, { database, connectionString: appUrl })
  await behind.run()
  await behind.close()
}

/** How many offers there have been at a station, and how many mails about them. */
async function offersOf(stationId: string) {
  const { rows } = await sql<{ offers: number; mails: number }>`
    select count(distinct b.id)::int as offers, count(distinct m.id)::int as mails
    from bookings.booking b
    left join fixtures.mail m on m.subject = 'A time has become free: booking ' || b.reference
    where b.station_id = ${stationId} and b.waitlist_entry_id is not null`.execute(database.kysely)
  return rows[0]
}
