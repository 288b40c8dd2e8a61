import { testDatabase, testServer } from '@holdfast/testing/database'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '@holdfast/kernel/ids'
import { ask, type Answer } from './harness/ask.ts'
import { askDeposit } from './harness/deposit.ts'
import { documentedExamples, type DocumentedExample } from './harness/documented-examples.ts'
import {
  claimOwnership,
  ownerCredentials,
  sessionOf,
  signIn,
  type Session,
} from './harness/owner.ts'
import { bodyFor, subjectFor } from './harness/example-subjects.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'
import { sendToStudio } from './harness/studio-examples.ts'

/** What a document can not show, such as the link of a mail, is answered as it says. */
const refusedAsDocumented: Readonly<Record<string, number>> = {
  'POST /lookups/redeem': 410,
  // The evening of the example has free times, and nobody was offered anything.
  'POST /waitlist': 409,
  'POST /waitlist/leave': 410,
  'POST /bookings/{id}/accept': 409,
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
  'POST /webhooks/sandbox': 401,
  // No such provider is configured here.
  'POST /webhooks/stripe': 404,
  'POST /webhooks/duitku': 404,
  // Nobody makes the stores of these examples: they stay as they were asked for.
  'PATCH /stores/{id}': 409,
  'POST /stores/{id}/retry': 409,
  'POST /stores/{id}/suspend': 409,
  'POST /stores/{id}/resume': 409,
  'POST /stores/{id}/secrets': 409,
  // The file of the example is nobody's, and a job that is done has nothing left to do.
  'GET /studio/archive.zip': 404,
  'POST /studio/jobs/{id}/cancel': 409,
  'POST /studio/jobs/{id}/retry': 409,
  'GET /dead-letters/{id}': 404,
  'POST /dead-letters/{id}/replay': 404,
  'POST /dead-letters/{id}/discard': 404,
}

let holdfast: Holdfast
let examples: readonly DocumentedExample[] = []
let stationId = ''
let payingStationId = ''
let owner: Session

beforeAll(async () => {
  const { superuser } = await testServer()
  const env = {
    PAY_BY_CASH: 'At our door.',
    HOLDFAST_ROLES: 'api,worker',
    STORES_DATABASE_URL: `${superuser}postgres`,
    STORES_QUOTA: '100',
  }
  holdfast = await startHoldfast({ ...(await testDatabase()), env })
  owner = await claimOwnership(holdfast)
  examples = documentedExamples((await ask(`${holdfast.baseUrl}/api/openapi.json`)).text)
  const stations = await ask(`${holdfast.baseUrl}/api/v1/stations`)
  stationId = String(stations.json['items']?.[0]?.['id'])
  payingStationId = String(stations.json['items']?.[1]?.['id'])
  await askDeposit(holdfast.baseUrl, owner, { stationId, deposit: 0 })
  await askDeposit(holdfast.baseUrl, owner, { stationId: payingStationId, deposit: 10_000 })
  return () => holdfast[Symbol.asyncDispose]()
})

/** The example with real ids in place of those that a document can not know. */
async function run(example: DocumentedExample, bookingId = stationId): Promise<Answer> {
  const { method, path, query } = example
  const tried = { holdfast, owner, stationId, payingStationId, exampleOf }
  const isThis = method === 'GET' && path.startsWith('/bookings/{id}')
  const hasId = path.includes('{id}')
  const id = isThis ? bookingId : hasId ? await subjectFor(tried, example) : ''
  const url = `${holdfast.baseUrl}/api/v1${path.replaceAll('{id}', id)}?${query}`
  const body = await bodyFor(tried, example.body)
  const headers = { ...owner, ...(example.needsKey ? { 'idempotency-key': newId() } : {}) }
  const sent = await sendToStudio(example, { url, headers })
  if (sent) return sent
  if (example.goesOn) return beginningOf(url, headers)
  return ask(url, { method, headers, ...(body === undefined ? {} : { body }) })
}

/** Of an answer that goes on for ever. */
async function beginningOf(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const { status, body } = await fetch(url, { headers })
  await body?.cancel()
  return { status, headers: {}, text: '', json: {} }
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
}, 240_000)

interface Ran extends DocumentedExample {
  readonly answer: Answer
}

async function runAll(chosen: readonly DocumentedExample[], bookingId: string) {
  const tried: Ran[] = []
  for (const example of chosen) {
    await stayIn()
    const answer = await run(example, bookingId)
    if (example.operation === 'POST /me/password') await takeBack(example, answer)
    tried.push({ ...example, answer })
  }
  return tried
}

/** Some operations end the session that they come with. */
async function stayIn(): Promise<void> {
  const { status } = await ask(`${holdfast.baseUrl}/api/v1/me`, { headers: owner })
  if (status !== 200) owner = await signIn(holdfast.baseUrl)
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
