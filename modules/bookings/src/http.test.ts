import { createApi } from '@holdfast/kernel/http'
import { createIdempotency } from '@holdfast/kernel/idempotency'
import { newId } from '@holdfast/kernel/ids'
import { createDatabase } from '@holdfast/kernel/postgres'
import { createMemoryStore, defaultPolicies, scalePolicies } from '@holdfast/kernel/rate-limit'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import { auditAllocations } from './allocation/audit.ts'
import { bookingReceipt } from './contract.ts'
import { bodyFor, createWorld, migrations, silentLog } from './fixtures/world.ts'
import { authenticateGuest } from './lookup/access-token.ts'
import { createBookingsModule } from './module.ts'
import type { Station } from './station/station.ts'
import type { BookingsTables } from './tables.ts'

const { appUrl } = await testDatabase({ migrations })
const database = createDatabase({
  connectionString: appUrl,
  applicationName: 'http test',
  poolSize: 24,
  log: { warn() {}, error() {} },
})
afterAll(() => database.close())
const world = createWorld({ database })
const { clock, parts } = world
const { api } = defaultPolicies
const policies = scalePolicies(
  { ...defaultPolicies, lookup: api, redeem: api, waitlist: api },
  1_000,
)

function apiWith(options: { readonly advisoryLock: boolean }) {
  return createApi({
    title: 'Test',
    version: '0',
    modules: [createBookingsModule({ ...parts, ...options })],
    database,
    idempotency: createIdempotency({ database, vault: parts.vault, clock }),
    limits: { store: createMemoryStore({ clock }), policies },
    authenticate: async (request) => actorOf(request.headers.get('authorization')),
    log: silentLog(),
    ids: newId,
    clock,
    clientAddress: () => '192.0.2.1',
  }).app
}

function actorOf(header: string | null) {
  if (header === null) return world.visitor.actor
  const token = header.replace('Bearer ', '')
  if (token === 'operator') return world.operator.actor
  const guest = authenticateGuest(parts.vault, token, clock.now())
  return guest ? world.guestOf(guest.bookingId).actor : world.visitor.actor
}

const app = apiWith({ advisoryLock: true })

interface Call {
  readonly method?: string
  readonly body?: unknown
  readonly key?: string
  readonly token?: string
}

async function send(path: string, call: Call = {}, to = app) {
  const method = call.method ?? (call.body === undefined ? 'GET' : 'POST')
  const headers = new Headers()
  if (call.body !== undefined) headers.set('content-type', 'application/json')
  if (call.key) headers.set('idempotency-key', call.key)
  if (call.token) headers.set('authorization', `Bearer ${call.token}`)
  const body = call.body === undefined ? null : JSON.stringify(call.body)
  const request = new Request(`http://test/api/v1${path}`, { method, headers, body })
  const response = await to.request(request)
  const text = await response.text()
  return { status: response.status, text, json: text === '' ? undefined : JSON.parse(text) }
}

const later = (station: Station) => bodyFor(station, { date: '2026-05-17' })

async function aBooking() {
  const station = await world.station(1)
  const { json } = await send('/bookings', { body: bodyFor(station) })
  return { station, receipt: bookingReceipt.parse(json) }
}

describe('the life of a booking over HTTP', () => {
  test('created, shown, cancelled, all with the token that the create gave', async () => {
    const { receipt } = await aBooking()
    const token = receipt.accessToken
    const path = `/bookings/${receipt.id}`
    expect(await send(path, { token })).toMatchObject({
      status: 200,
      json: { state: 'confirmed' },
    })
    const cancel = { token, body: { reason: 'Ill' } }
    expect(await send(`${path}/cancel`, cancel)).toMatchObject({
      status: 200,
      json: { version: 2 },
    })
    expect(await send(`${path}/cancel`, cancel)).toMatchObject({
      status: 200,
      json: { version: 2 },
    })
  })

  test('a taken slot is 409 with alternatives beside the members of a problem', async () => {
    const { station } = await aBooking()
    const { status, json } = await send('/bookings', { body: bodyFor(station) })
    expect({ status, code: json.code }).toEqual({ status: 409, code: 'bookings.slotTaken' })
    expect(json.alternatives).toHaveLength(5)
    expect(Object.keys(json.alternatives[0]).toSorted()).toEqual(['date', 'startsAt', 'time'])
  })

  test('previewed, changed, moved, and noted by staff, each with the status that it gives', async () => {
    const { station, receipt } = await aBooking()
    const other = bookingReceipt.parse((await send('/bookings', { body: later(station) })).json)
    const path = `/bookings/${receipt.id}`
    const own = { token: receipt.accessToken }
    const staff = { token: 'operator' }
    const statusOf = async (at: string, call: Call) => (await send(at, call)).status
    const taken = { startsAt: { date: other.date, time: other.time } }
    const free = { startsAt: { date: '2026-05-18', time: '18:00' } }
    expect(await statusOf(`${path}/refund-preview`, own)).toBe(200)
    expect(await statusOf(`${path}/refund-preview?refund=full`, own)).toBe(403)
    expect(await statusOf(path, { ...own, method: 'PATCH', body: { allergens: ['soy'] } })).toBe(
      200,
    )
    expect(await statusOf(path, { ...own, method: 'PATCH', body: { state: 'seated' } })).toBe(422)
    expect(await statusOf(path, { ...own, method: 'PATCH', body: { version: 1 } })).toBe(409)
    expect(await statusOf(`${path}/reschedule`, { ...own, body: taken })).toBe(409)
    expect(await statusOf(`${path}/reschedule`, { ...own, body: free })).toBe(200)
    expect(await statusOf(`${path}/confirm`, { ...staff, body: {} })).toBe(422)
    expect(await statusOf(`${path}/confirm`, { ...staff, body: { reason: 'r' } })).toBe(200)
    expect(await statusOf(`${path}/confirm`, { ...own, body: { reason: 'r' } })).toBe(403)
    expect(await statusOf(`${path}/seat`, { ...staff, body: {} })).toBe(409)
    expect(await statusOf(`${path}/complete`, { ...staff, body: {} })).toBe(409)
    expect(await statusOf(`${path}/no-show`, { ...staff, body: {} })).toBe(409)
    expect(await statusOf(`${path}/seat`, { body: {} })).toBe(401)
    expect(await statusOf(`/bookings/${other.id}/reschedule`, { ...own, body: free })).toBe(404)
  })

  test.each<[string, string, Call, number]>([
    ['POST', '/bookings', { body: { state: 'confirmed' } }, 422],
    ['GET', '/bookings', {}, 401],
    ['GET', '/bookings', { token: 'operator' }, 200],
    ['GET', '/bookings?limit=0', { token: 'operator' }, 422],
    ['GET', `/bookings/${newId()}`, { token: 'operator' }, 404],
    ['GET', '/bookings/not-an-id', { token: 'operator' }, 422],
    ['GET', `/stations/${newId()}/slots?date=2026-05-16`, {}, 404],
    ['GET', '/stations', {}, 200],
    ['POST', '/lookups', { body: { reference: 'HF-2222-2222', email: 'a@example.com' } }, 202],
    ['POST', '/lookups/redeem', { body: { token: 'x'.repeat(43) } }, 410],
  ])('%s %s', async (...[method, path, call, status]) => {
    expect((await send(path, { ...call, method })).status).toBe(status)
  })

  test('a link holder who asks for the list is forbidden', async () => {
    const { receipt } = await aBooking()
    expect((await send('/bookings', { token: receipt.accessToken })).status).toBe(403)
  })
})

describe.each([true, false])('keyed creates, advisory lock %s', (advisoryLock) => {
  const to = apiWith({ advisoryLock })
  const post = (body: unknown, key: string) => send('/bookings', { body, key }, to)

  test('50 equal ones at once: one booking, equal answers', async () => {
    const station = await world.station(3)
    const [body, key] = [bodyFor(station), newId()]
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(body, key)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    expect(await bookingsAt(station.id)).toBe(1)
  })

  test('200 different ones for one unit and slot: one 201, 199 409', async () => {
    const station = await world.station(1)
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => post(bodyFor(station), newId())),
    )
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(199)
    expect(await bookingsAt(station.id)).toBe(1)
    expect(await auditAllocations(database.withTypes<BookingsTables>().kysely)).toEqual([])
  }, 60_000)
})

async function bookingsAt(stationId: string): Promise<number> {
  const { json } = await send(`/bookings?offset=0&stationId=${stationId}`, {
    token: 'operator',
  })
  return json.page.total
}
