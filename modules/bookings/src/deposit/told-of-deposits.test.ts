import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { createBusyWorld } from '../fixtures/busy-world.ts'
import { tell } from '../fixtures/deposits.ts'
import { migrations, withDeposit } from '../fixtures/world.ts'

const { database, appUrl } = await testDatabase({ migrations })
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** A booking whose deposit was paid, and somebody who tells of it. */
async function paidBooking() {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  const { world, run } = busy
  const { id, reference } = await world.book(await world.station(1, withDeposit))
  await world.pay(id)
  await run()
  const of = { bookingId: id, organisationId: world.organisationId }
  const hear = async (what: string, details: object) => {
    await database.transaction((tx) => tell(tx, { ...of, details }, what))
    await run()
  }
  return { ...busy, id, reference, hear }
}

async function eventsOf(bookingId: string, type: string) {
  const { rows } = await sql<{ data: unknown }>`select data from kernel.event
    where subject = ${bookingId} and type = ${type}`.execute(database.kysely)
  return rows.map(({ data }) => data)
}

async function refundedOf(bookingId: string) {
  const { rows } = await sql<{ refunded: number }>`
    select refunded from fixtures.deposit where booking_id = ${bookingId}`.execute(database.kysely)
  return rows[0]?.refunded
}

const twice = { amountMinor: 10_000, currency: 'USD', exponent: 2 }

test('who paid twice is told what goes back, once, whatever became of the booking meanwhile', async () => {
  const { world, mailbox, id, reference, hear } = await paidBooking()
  await world.cancel(id)
  await hear('overpaid', twice)
  const mails = mailbox.sent().filter(({ subject }) => subject.includes('paid twice'))
  expect(mails.map(({ subject }) => subject)).toEqual([`You paid twice for booking ${reference}`])
  expect(mails[0]?.text).toContain('$100.00')
})

test('what else is paid twice, such as credits, is no news about a booking', async () => {
  const { mailbox, hear } = await paidBooking()
  await hear('overpaid', { ...twice, purpose: 'credits' })
  expect(mailbox.subjects().filter((subject) => subject.includes('paid twice'))).toEqual([])
})

test('a dispute that is won after the evening was cancelled is told to staff, and moves no money', async () => {
  const { world, id, hear } = await paidBooking()
  await hear('disputed', { state: 'open' })
  await world.cancel(id)
  const before = await refundedOf(id)
  await sql`update fixtures.deposit set refunded = 0 where booking_id = ${id}`.execute(
    database.kysely,
  )
  await hear('disputed', { state: 'won' })
  expect(before).toBe(10_000)
  expect(await refundedOf(id)).toBe(0)
  expect(await eventsOf(id, 'booking.disputeWonAfterEnd')).toEqual([
    { bookingId: id, version: 3, leftMinor: 10_000 },
  ])
})

test('a dispute that is lost, or won while the evening is to come, is no news for staff', async () => {
  const { id, hear } = await paidBooking()
  for (const state of ['open', 'lost', 'won']) await hear('disputed', { state })
  expect(await eventsOf(id, 'booking.disputeWonAfterEnd')).toEqual([])
})
