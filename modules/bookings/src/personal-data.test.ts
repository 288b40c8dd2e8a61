import { createLog } from '@holdfast/kernel/log'
import type { Mail } from '@holdfast/kernel/mail'
import { Problem, toProblemDocument } from '@holdfast/kernel/problems'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { cancelBooking } from './booking/cancel-booking.ts'
import { changeBooking } from './booking/change-booking.ts'
import { confirmBooking } from './booking/confirm-booking.ts'
import { createBooking } from './booking/create-booking.ts'
import { listBookings } from './booking/list/list-bookings.ts'
import { rescheduleBooking } from './booking/reschedule-booking.ts'
import { showBooking } from './booking/show-booking.ts'
import { bookingRoutes } from './contract.ts'
import { createBehind } from './fixtures/behind.ts'
import { bodyFor, createWorld, inputOf, migrations, withDeposit } from './fixtures/world.ts'
import { requestLookup } from './lookup/request-lookup.ts'
import { redeemLink } from './lookup/redeem-link.ts'

const { database, appUrl } = await testDatabase({ migrations })

const canaries = {
  email: 'canary.mail@canary-example.com',
  phone: '+1 415 555 0199',
  name: 'Canaria Canary',
  specialRequests: 'canary-request',
  allergens: ['canary-allergen'],
  venue: {
    line1: 'Canary Lane 7',
    line2: 'canary rear',
    city: 'Canaryville',
    postalCode: 'CNRY1',
    country: 'US',
  },
}
const reason = 'canary-reason'
const traces = /canar|4155550199|415 555 0199|CNRY1/i

test('personal data pushed through every verb appears in no log, event, problem, subject or plain column', async () => {
  const lines: string[] = []
  const destination = { write: (line: string) => (lines.push(line), true) }
  const log = createLog({ level: 'trace', service: 't', version: '0', role: 't', destination })
  const mails: Mail[] = []
  const mailer = { send: async (mail: Mail) => void mails.push(mail) }
  const world = createWorld({ database, log, mailer })
  const shown: unknown[] = []
  const attempt = async (work: Promise<unknown>) => {
    await work.catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      log.error({ err: error, facts: error.facts }, 'a request failed')
      shown.push(toProblemDocument(error, { correlationId: 'c', instance: '/' }))
    })
  }

  const station = await world.station(1)
  const create = (changes: object = {}) =>
    createBooking(
      world.visitor,
      inputOf({ ...bodyFor(station, { ...canaries, ...changes }) }),
      world.parts,
    )
  const booked = await create()
  const params = { id: booked.id }
  const guest = world.guestOf(booked.id)
  await attempt(create())
  await attempt(create({ time: '19:00' }))
  await attempt(create({ phone: 'canary 12' }))
  await attempt(create({ date: '2026-05-01' }))
  await attempt(create({ email: 'canary.other@canary-example.com' }))
  const query = bookingRoutes.listBookings.request.query.parse({
    q: canaries.name,
    email: canaries.email,
    phone: canaries.phone,
  })
  await attempt(
    listBookings(world.operator, { query, params: undefined, body: undefined }, world.parts),
  )
  await attempt(
    listBookings(world.visitor, { query, params: undefined, body: undefined }, world.parts),
  )
  await attempt(showBooking(guest, { params, query: undefined, body: undefined }, world.parts))
  for (const reference of [booked.reference, canaries.name]) {
    const body = { reference, email: canaries.email }
    await attempt(requestLookup(world.visitor, inputOf(body), world.parts))
  }
  await attempt(redeemLink(world.visitor, inputOf({ token: 'canary'.repeat(6) }), world.parts))
  const { specialRequests, allergens, venue } = canaries
  const changes = { specialRequests: `${specialRequests} again`, allergens, venue }
  await attempt(changeBooking(guest, { params, body: changes, query: undefined }, world.parts))
  const body = { startsAt: { date: '2026-05-17', time: '18:00' }, acceptedFee: 0, reason }
  const move = { params, body: { ...body, waiveFee: true }, query: undefined }
  await attempt(rescheduleBooking(world.operator, move, world.parts))
  const held = await createBooking(
    world.visitor,
    inputOf(bodyFor(await world.station(1, withDeposit), { ...canaries, date: '2026-05-20' })),
    world.parts,
  )
  const confirming = { params: { id: held.id }, body: { reason }, query: undefined }
  await attempt(confirmBooking(world.operator, confirming, world.parts))
  await attempt(
    cancelBooking(world.visitor, { params, body: { reason }, query: undefined }, world.parts),
  )
  await attempt(cancelBooking(guest, { params, body: { reason }, query: undefined }, world.parts))
  await deliverMails()

  expect(shown.length).toBeGreaterThanOrEqual(6)
  expect(lines.length).toBeGreaterThanOrEqual(6)
  expect(mails.length).toBeGreaterThanOrEqual(2)
  // Where it must be, it is found: what follows would see it.
  expect(mails[0]?.to).toMatch(traces)
  expect(await everythingStored('bookings')).toContain(canaries.name)

  expect(JSON.stringify(shown)).not.toMatch(traces)
  expect(lines.join('')).not.toMatch(traces)
  expect(mails.map((mail) => mail.subject).join()).not.toMatch(traces)
  expect(await everythingStored('kernel')).not.toMatch(traces)
  expect(await everythingStored('fixtures')).not.toMatch(traces)
  expect((await everythingStored('bookings')).replaceAll(canaries.name, '')).not.toMatch(traces)

  async function deliverMails(): Promise<void> {
    const behind = createBehind(world, { database, connectionString: appUrl })
    await behind.run()
    await behind.close()
  }
})

/** Every row of every table of a schema as text, with bytes also read as text. */
async function everythingStored(schema: string): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = ${schema}`.execute(database.kysely)
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ text: string }>`select t::text as text
        from ${sql.table(`${schema}.${name}`)} t`.execute(database.kysely)
      return rows.map((row) => row.text + bytesAsText(row.text)).join('\n')
    }),
  )
  return texts.join('\n')
}

function bytesAsText(row: string): string {
  const hex = [...row.matchAll(/\\x([0-9a-f]+)/g)].map(([, digits = '']) => digits)
  return hex.map((digits) => Buffer.from(digits, 'hex').toString('latin1')).join('')
}
