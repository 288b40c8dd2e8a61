import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { startServerProcess } from '@holdfast/testing/server-process'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { createBehind } from '../fixtures/behind.ts'
import { createStrangers } from '../fixtures/busy-world.ts'
import { tell } from '../fixtures/deposits.ts'
import { createWorld, migrations, withDeposit, type World } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'

const { database, appUrl } = await testDatabase({ migrations })
const stranger = createStrangers()

const flowProcess = `${import.meta.dirname}/../fixtures/killed-flow.fixture.ts`

// A process takes a second to start: the everyday run dies at every sixth step.
const stride = proofSize({ reduced: 6, full: 1 })

/** A business with one booking in the middle of its payment, and what must become of it. */
interface Flow {
  readonly name: string
  given(world: World): Promise<string>
  readonly outcome: Outcome
}

interface Outcome {
  readonly state: string
  readonly refunded: number
  /** The mails of this booking that tell the outcome. */
  readonly mails: number
}

const flows: readonly Flow[] = [
  {
    name: 'paid in time, told twice and out of order: confirmed, one mail',
    async given(world) {
      const { id } = await world.book(await world.station(1, withDeposit))
      await tellAgain(world, id, 'processing')
      await world.pay(id)
      await tellAgain(world, id, 'settled')
      await tellAgain(world, id, 'processing')
      return id
    },
    outcome: { state: 'confirmed', refunded: 0, mails: 1 },
  },
  {
    name: 'paid when the time was sold again: one refund, one mail',
    async given(world) {
      const station = await world.station(1, withDeposit)
      const { id } = await world.book(station)
      await world.clock.advance(15 * 60_000)
      await world.book(station, stranger())
      await world.pay(id)
      await tellAgain(world, id, 'settled')
      return id
    },
    outcome: { state: 'expired', refunded: 10_000, mails: 1 },
  },
]

test.each(flows)(
  'killed at every step, $name',
  async (flow) => {
    let killed = 0
    for (let killAt = 1; ; killAt += stride) {
      const world = createWorld({ database, mailer: noMailer })
      const id = await flow.given(world)
      const { signal } = await runUntilKilled(world, killAt)
      await finish(world)
      expect({ killAt, ...(await outcomeOf(id)) }).toEqual({ killAt, ...flow.outcome })
      if (signal !== 'SIGKILL') break
      killed++
    }
    expect(killed).toBeGreaterThan(15 / stride)
    expect(await auditAllocations(database.withTypes<BookingsTables>().kysely)).toEqual([])
  },
  300_000,
)

const noMailer = {
  async send({ id, subject }: { readonly id: string; readonly subject: string }) {
    await sql`insert into fixtures.mail values (${id}, ${subject})`.execute(database.kysely)
  },
}

async function runUntilKilled({ organisationId, clock }: World, killAt: number) {
  const minutes = (clock.now().getTime() - Date.parse('2026-05-06T12:00:00Z')) / 60_000
  const child = await startServerProcess({
    command: ['node', flowProcess, appUrl, organisationId, String(killAt), String(minutes)],
    ready: /started/,
  })
  return child.exited
}

/** What another process does after the first one died. */
async function finish(world: World): Promise<void> {
  const behind = createBehind(world, { database, connectionString: appUrl })
  await behind.run()
  await behind.close()
}

function tellAgain({ organisationId }: World, bookingId: string, what: string) {
  return database.transaction((tx) => tell(tx, { bookingId, organisationId }, what))
}

async function outcomeOf(id: string): Promise<Outcome> {
  const { rows } = await sql<Outcome>`
    select b.state, d.refunded,
      (select count(distinct m.id)::int from fixtures.mail m
       where m.subject like '%' || b.reference || '%'
         and m.subject not like 'Your time is held%') as mails
    from bookings.booking b join fixtures.deposit d on d.booking_id = b.id
    where b.id = ${id}`.execute(database.kysely)
  const [row] = rows
  if (!row) throw new Error('the booking is gone')
  return row
}
