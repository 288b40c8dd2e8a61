import { testDatabase } from '@holdfast/testing/database'
import { waiting } from '@holdfast/kernel/health'
import { createDatabase } from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createWorld, migrations } from '../fixtures/world.ts'
import type { BookingsTables } from '../tables.ts'
import { createAuditCheck } from './audit-check.ts'
import { auditAllocations } from './audit.ts'

const { database, ownerUrl } = await testDatabase({ migrations })
const world = createWorld({ database })
const tables = database.withTypes<BookingsTables>()

/** Does what only the owner of the tables can do: look away while something impossible happens. */
async function withoutGuards(statement: ReturnType<typeof sql>): Promise<void> {
  const log = { warn() {}, error() {} }
  const owner = createDatabase({ connectionString: ownerUrl, applicationName: 'test', log })
  await owner.transaction(async (tx) => {
    await sql`alter table bookings.allocation disable trigger user`.execute(tx.kysely)
    await sql`alter table bookings.booking disable trigger user`.execute(tx.kysely)
    await statement.execute(tx.kysely)
    await sql`alter table bookings.allocation enable trigger user`.execute(tx.kysely)
    await sql`alter table bookings.booking enable trigger user`.execute(tx.kysely)
  })
  await owner.close()
}

test('the audit finds nothing in a business that runs, and each thing that is wrong', async () => {
  const station = await world.station(2)
  const [whole, cancelled, short] = [
    await world.book(station, { time: '11:00' }),
    await world.book(station, { time: '15:00' }),
    await world.book(station, { time: '19:00' }),
  ]
  await world.cancel(cancelled.id)
  expect(await auditAllocations(tables.kysely)).toEqual([])

  const check = createAuditCheck()
  const never = new AbortController().signal
  expect(await check.healthCheck.run(never)).toBe(waiting)
  await check.schedule.run(world.operator)
  expect(await check.healthCheck.run(never)).toEqual({ auditedAt: '2026-05-06T12:00:00.000Z' })

  await withoutGuards(sql`update bookings.allocation set released_at = now()
    where booking_id = ${whole.id}`)
  await withoutGuards(sql`update bookings.allocation set released_at = null
    where booking_id = ${cancelled.id}`)
  await withoutGuards(sql`update bookings.allocation
    set occupies = tstzrange(lower(occupies), lower(occupies) + interval '1 hour')
    where booking_id = ${short.id}`)
  const findings = await auditAllocations(tables.kysely)
  expect(findings.map((finding) => finding.kind)).toEqual(Array(3).fill('wrong allocations'))
  expect(findings.flatMap((finding) => finding.bookingIds).toSorted()).toEqual(
    [whole.id, cancelled.id, short.id].toSorted(),
  )
  await check.schedule.run(world.operator)
  await expect(check.healthCheck.run(never)).rejects.toThrow('3 findings')
})
