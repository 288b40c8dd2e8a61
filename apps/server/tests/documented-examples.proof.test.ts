import { testDatabase } from '@holdfast/testing/database'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '@holdfast/kernel/ids'
import { ask, type Answer, type Json } from './harness/ask.ts'
import { documentedExamples, type DocumentedExample } from './harness/documented-examples.ts'
import {
  claimOwnership,
  ownerCredentials,
  sessionOf,
  signIn,
  type Session,
} from './harness/owner.ts'
import { joinByInvitation } from './harness/staff.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

/** What a document can not show, such as the link of a mail, is answered as it says. */
const refusedAsDocumented: Readonly<Record<string, number>> = {
  'POST /lookups/redeem': 410,
  'POST /bookings/{id}/seat': 409,
  'POST /bookings/{id}/complete': 409,
  'POST /bookings/{id}/no-show': 409,
  'POST /sign-in/second-factor': 401,
  'POST /me/second-factor/confirm': 409,
  'POST /password-resets/confirm': 410,
  'POST /email-verifications/confirm': 410,
  'POST /owner-links/claim': 410,
  'POST /invitations/preview': 410,
  'POST /owner-links/preview': 410,
  'POST /password-resets/preview': 410,
  'POST /me/second-factor/backup-codes': 409,
  'POST /invitations/accept': 410,
  'POST /me/organisation/leave': 409,
}

let holdfast: Holdfast
let examples: readonly DocumentedExample[] = []
let stationId = ''
let owner: Session

beforeAll(async () => {
  holdfast = await startHoldfast(await testDatabase())
  owner = await claimOwnership(holdfast)
  examples = documentedExamples((await ask(`${holdfast.baseUrl}/api/openapi.json`)).text)
  const stations = await ask(`${holdfast.baseUrl}/api/v1/stations`)
  stationId = String(stations.json['items']?.[0]?.['id'])
  return () => holdfast[Symbol.asyncDispose]()
})

/** The example with real ids in place of those that a document can not know. */
async function run(example: DocumentedExample, bookingId = stationId): Promise<Answer> {
  const { method, path, query } = example
  const isOfAnother = path.startsWith('/bookings/{id}') && method !== 'GET'
  const booking = isOfAnother ? await anotherBooking() : bookingId
  const id = path.includes('{id}') ? await idFor(path, booking) : ''
  const url = `${holdfast.baseUrl}/api/v1${path.replaceAll('{id}', id)}?${query}`
  const body =
    example.body && 'stationId' in example.body ? { ...example.body, stationId } : example.body
  return ask(url, { method, headers: owner, ...(body === undefined ? {} : { body }) })
}

let evenings = 0

/** As in the example, on another evening each time: what changes one ends it for the next. */
async function anotherBooking(): Promise<string> {
  const evening = new Date(Date.UTC(2030, 6, 1) + evenings++ * 86_400_000)
  const startsAt = { date: evening.toISOString().slice(0, 10), time: '18:30' }
  const body = { ...exampleOf('POST /bookings').body, stationId, startsAt }
  const booked = await ask(`${holdfast.baseUrl}/api/v1/bookings`, { method: 'POST', body })
  return String(booked.json['id'])
}

async function idFor(path: string, bookingId: string): Promise<string> {
  if (path.startsWith('/bookings')) return bookingId
  if (path.startsWith('/stations')) return stationId
  if (path.startsWith('/members')) return joinByInvitation(holdfast, owner)
  const { baseUrl } = holdfast
  if (path.startsWith('/me/sessions')) {
    await signIn(baseUrl)
    const { json } = await ask(`${baseUrl}/api/v1/me/sessions`, { headers: owner })
    const other = Object.values<Json>(json['items'] ?? {}).find((one) => !one['isCurrent'])
    return String(other?.['id'])
  }
  const collection = `/${path.split('/')[1]}`
  const { body } = exampleOf(`POST ${collection}`)
  const unused = { ...body, ...(body?.['email'] ? { email: `${newId()}@example.com` } : {}) }
  const question = { method: 'POST', headers: owner, body: unused }
  return String((await ask(`${baseUrl}/api/v1${collection}`, question)).json['id'])
}

function exampleOf(operation: string): DocumentedExample {
  const found = examples.find((example) => example.operation === operation)
  if (!found) throw new Error(`${operation} is not documented`)
  return found
}

test('every required parameter and every body has an example', () => {
  expect(examples.length).toBeGreaterThan(10)
  expect(examples.filter(({ missing }) => missing.length > 0)).toEqual([])
})

test('the documented day has times to book', async () => {
  const slots = await run(exampleOf('GET /stations/{id}/slots'))
  expect(Object.values(slots.json['items'] ?? {}).length).toBeGreaterThan(5)
})

test('every documented example works on a fresh service, and again as its documentation says', async () => {
  const booking = exampleOf('POST /bookings')
  const booked = await run(booking)
  expect(`${booked.status} ${booked.text}`).toMatch(/^201 /)
  const bookingId = String(booked.json['id'])
  const others = examples.filter((one) => one !== booking)
  const first = await runAll(others, bookingId)
  const faults = first.filter(({ operation, answer }) => {
    const expected = refusedAsDocumented[operation]
    return expected === undefined ? answer.status >= 300 : answer.status !== expected
  })
  expect(faults).toEqual([])

  const writing = others.filter(({ method }) => method !== 'GET')
  const again = await runAll(writing, bookingId)
  const unsaid = again.filter(
    ({ answer, problems }) => answer.status >= 300 && !problems.includes(codeOf(answer)),
  )
  expect(unsaid).toEqual([])
  const codes = Object.fromEntries(
    again.map(({ operation, answer }) => [operation, codeOf(answer)]),
  )
  expect(codes).toMatchObject({
    'POST /stations': 'bookings.nameTaken',
    'POST /stations/{id}/resources': 'bookings.nameTaken',
  })
}, 120_000)

interface Tried extends DocumentedExample {
  readonly answer: Answer
}

async function runAll(chosen: readonly DocumentedExample[], bookingId: string) {
  const tried: Tried[] = []
  for (const example of chosen) {
    // Signed in anew: some operations end the session that they come with.
    owner = await signIn(holdfast.baseUrl)
    const answer = await run(example, bookingId)
    if (example.operation === 'POST /me/password') await takeBack(example, answer)
    tried.push({ ...example, answer })
  }
  return tried
}

function codeOf({ json }: Answer): string {
  return String(json['code'])
}

/** Gives the owner the password again that every example shows. */
async function takeBack({ body = {} }: DocumentedExample, changed: Answer): Promise<void> {
  const { baseUrl } = holdfast
  const { password } = ownerCredentials
  const headers = sessionOf(baseUrl, changed.headers['set-cookie'])
  const back = { currentPassword: body['newPassword'], newPassword: password }
  const answer = await ask(`${baseUrl}/api/v1/me/password`, { method: 'POST', headers, body: back })
  expect(answer.status).toBe(204)
}
