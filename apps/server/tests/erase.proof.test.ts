import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { auditLedger } from '@holdfast/payments'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { ask, type Json } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { readEverything } from './harness/everything-stored.ts'
import { claimOwnership } from './harness/owner.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

/** Each stands for one kind of personal data, and is found wherever it is still readable. */
const canaries = {
  name: 'Canaryname Quetzal',
  email: 'canary.mail@aviary.example',
  phone: '+14155550142',
  street: '77 Canarystreet',
  flat: 'Canaryflat 4',
  city: 'Canarytown',
  postcode: '77142',
  requests: 'canary-request: my knee hurts',
  allergen: 'canary-allergen',
  reason: 'canary-reason: divorce',
  moved: 'canary-moved: the in-laws come',
  note: 'canary-note: speaks softly',
  changed: '99 Canaryplace',
  left: 'canary-left: found another chef',
  refundReason: 'canary-refund: kindness',
}

const emptyStation = {
  area: 'Nowhere',
  timeZone: 'America/New_York',
  opensAt: '11:00',
  closesAt: '22:00',
  mustEndBy: '00:30',
  currency: 'USD',
}

test('an erase leaves nothing readable in any column of any table or in the mailbox, and the ledger balances', async () => {
  const { database, ...urls } = await testDatabase()
  await using holdfast = await startHoldfast(urls)
  const { baseUrl, dataFolder } = holdfast
  const owner = await claimOwnership(holdfast)
  const send = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const key = `canary-${crypto.randomUUID()}`
    return ask(`${baseUrl}/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': key, ...headers },
    })
  }
  const see = (path: string, headers: Record<string, string> = owner) =>
    ask(`${baseUrl}/api/v1${path}`, { headers })

  // A person books, changes, moves and cancels, and looks it up, rightly and wrongly.
  const contact = { name: canaries.name, email: canaries.email, phone: canaries.phone }
  const venue = {
    line1: canaries.street,
    line2: canaries.flat,
    city: canaries.city,
    postalCode: canaries.postcode,
    country: 'US',
  }
  const wishes = { specialRequests: canaries.requests, allergens: [canaries.allergen] }
  const slot = await findFreeSlot(baseUrl)
  await ask(`${baseUrl}/api/v1/stations/${slot.stationId}`, {
    method: 'PATCH',
    body: { deposit: 10_000 },
    headers: owner,
  })
  const create = bookingFor(slot, { contact, venue, ...wishes })
  const createKey = { 'idempotency-key': 'canary-create-0123456789' }
  const booked = await send('/bookings', create, createKey)
  expect(booked.status).toBe(201)
  const id = String(booked.json['id'])
  const reference = String(booked.json['reference'])
  const guest = { authorization: `Bearer ${String(booked.json['accessToken'])}` }
  await send('/lookups', { reference, email: canaries.email })
  await send('/lookups', { reference: 'HF-WRONG', email: canaries.email })
  const paymentId = String(booked.json['deposit']?.['paymentId'])
  const attempt = await send(`/payments/${paymentId}/attempts`, { method: 'card' }, guest)
  await ask(String(attempt.json['next']?.['url']), {
    method: 'POST',
    body: 'choice=pay',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: baseUrl },
  })
  await eventually(
    async () => expect((await see(`/bookings/${id}`)).json['state']).toBe('confirmed'),
    { withinMs: 20_000 },
  )
  await ask(`${baseUrl}/api/v1/bookings/${id}`, {
    method: 'PATCH',
    body: { venue: { ...venue, line1: canaries.changed } },
    headers: guest,
  })
  const later = await findFreeSlot(baseUrl, { days: 12 })
  const startsAt = { date: later.date, time: later.time }
  await send(
    `/bookings/${id}/reschedule`,
    { startsAt, waiveFee: true, reason: canaries.moved },
    owner,
  )

  // They wait for an evening of a station that has no unit yet, and are taken off its list.
  const empty = await send('/stations', { ...emptyStation, name: 'Empty' }, owner)
  const wish = { date: later.date, earliest: '12:00', latest: '20:00', party: { adults: 2 } }
  const wait = { stationId: String(empty.json['id']), ...wish, contact, venue }
  expect((await send('/waitlist', wait)).status).toBe(202)
  const waits = await see('/waitlist')
  const waitId = String(Object.values<Json>(waits.json['items'] ?? {})[0]?.['id'])
  const why = { reason: canaries.left }
  expect((await send(`/waitlist/${waitId}/remove`, why, owner)).text).toContain(canaries.left)
  expect((await send('/waitlist', wait)).status).toBe(202)

  // The business finds, notes and exports.
  const found = await see(`/customers?email=${encodeURIComponent(canaries.email)}`)
  const customerId = String(Object.values<Json>(found.json['items'] ?? {})[0]?.['id'])
  await send(`/customers/${customerId}/notes`, { text: canaries.note }, owner)
  const exported = await see(`/customers/${customerId}/export`)
  const told = [canaries.name, canaries.changed, canaries.requests, canaries.note, canaries.left]
  for (const canary of told) {
    expect(exported.text).toContain(canary)
  }
  const refund = { amount: 1_000, reason: canaries.refundReason }
  expect((await send(`/payments/${paymentId}/refunds`, refund, owner)).status).toBe(201)
  const tooEarly = await send(`/customers/${customerId}/erase`, {}, owner)
  expect([tooEarly.status, tooEarly.json['code']]).toEqual([409, 'bookings.stillActive'])

  const cancelled = await send(`/bookings/${id}/cancel`, { reason: canaries.reason }, guest)
  expect(cancelled.status).toBe(200)
  await eventually(async () => expect(await mailboxOf(dataFolder)).toContain('is cancelled'), {
    withinMs: 20_000,
  })

  // What follows would see it: it is there now, and the seal can be opened.
  const everyCanary = [...Object.values(canaries), reference, '4155550142', 'aviary.example']
  const leaksIn = (text: string) => everyCanary.filter((canary) => text.includes(canary))
  expect(leaksIn(await readEverything(database.kysely))).toContain(canaries.name)
  expect(leaksIn(await mailboxOf(dataFolder))).toContain(canaries.email)

  // Nobody is erased while money is on its way back to them.
  await eventually(
    async () => expect((await see(`/payments/${paymentId}`)).json['refunding']?.['amount']).toBe(0),
    { withinMs: 20_000 },
  )
  const erased = await send(`/customers/${customerId}/erase`, {}, owner)
  expect(erased.status).toBe(200)
  const again = await send(`/customers/${customerId}/erase`, {}, owner)
  expect(again.json).toEqual(erased.json)
  await eventually(async () => expect(leaksIn(await mailboxOf(dataFolder))).toEqual([]), {
    withinMs: 20_000,
  })
  expect(leaksIn(await readEverything(database.kysely))).toEqual([])

  const { json: kept } = await see(`/payments/${paymentId}`)
  expect([Number(kept['paid']?.['amount']), String(kept['description'])]).toEqual([10_000, ''])

  // Nobody gets it back: by the guest's own token, a repeated request, or as staff.
  const answers = [
    await see(`/bookings/${id}`, guest),
    await see(`/bookings/${id}`),
    await see(`/customers/${customerId}`),
    await see(`/customers/${customerId}/export`),
    await see(`/customers?q=${encodeURIComponent(canaries.name)}`),
    await see(`/bookings?q=${reference}`),
    await see('/bookings/export'),
    await see('/payments'),
    await see('/waitlist'),
  ]
  const repeated = await send('/bookings', create, createKey)
  expect([repeated.status, repeated.json['code']]).toEqual([422, 'idempotency.mismatch'])
  expect(answers.map(({ status }) => status)).toEqual([410, 410, 200, 410, 200, 200, 200, 200, 200])
  expect(
    answers.flatMap(({ text }) => leaksIn(text.replaceAll(/"instance":"[^"]*"/g, ''))),
  ).toEqual([])
  expect(leaksIn(holdfast.output())).toEqual([])
  expect(await auditLedger(database.kysely)).toEqual([])
}, 90_000)

async function mailboxOf(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'mailbox')
  const files = await readdir(folder).catch(() => [])
  const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return mails.join('\n')
}
