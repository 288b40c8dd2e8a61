import { testDatabase } from '@holdfast/testing/database'
import { beforeAll, expect, test } from 'vitest'
import { ask, type Answer } from './harness/ask.ts'
import { claimOwnership, sessionOf, type Session } from './harness/owner.ts'
import { accept, inviteByMail, memberId } from './harness/staff.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

let holdfast: Holdfast
let owner: Session

beforeAll(async () => {
  holdfast = await startHoldfast(await testDatabase())
  owner = await claimOwnership(holdfast)
  return () => holdfast[Symbol.asyncDispose]()
})

type Headers = Readonly<Record<string, string>>

/** `POST /members`, as whoever these headers are. */
function call(operation: string, headers: Headers, body?: unknown): Promise<Answer> {
  const [method = '', path = ''] = operation.split(' ')
  return ask(`${holdfast.baseUrl}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
}

async function makeKey(by: Session = owner, actions = ['bookings.list', 'stations.create']) {
  const made = await call('POST /api-keys', by, { name: 'Stolen', actions })
  expect(`${made.status} ${made.text}`).toMatch(/^201 /)
  return { id: String(made.json['id']), key: bearer(made.json['key']) }
}

function bearer(key: unknown): Headers {
  return { authorization: `Bearer ${String(key)}` }
}

/** The status of a request with these headers that needs the right to list bookings. */
async function listing(headers: Headers): Promise<number> {
  return (await call('GET /bookings', headers)).status
}

interface Hired {
  readonly session: Session
  readonly id: string
  readonly email: string
}

async function hire(role: string): Promise<Hired> {
  const email = `${role}-${Math.trunc(performance.now() * 1000)}@example.com`
  const joined = await accept(
    holdfast.baseUrl,
    await inviteByMail(holdfast, owner, { email, role }),
  )
  const session = sessionOf(holdfast.baseUrl, joined.headers['set-cookie'])
  return { session, id: await memberId(holdfast.baseUrl, owner, email), email }
}

test('a stolen key that is revoked opens nothing from the next request on', async () => {
  const { id, key } = await makeKey()
  expect(await listing(key)).toBe(200)
  expect((await call(`DELETE /api-keys/${id}`, owner)).status).toBe(204)
  const refused = await call('GET /bookings', key)
  expect([refused.status, refused.json['code']]).toEqual([401, 'request.unauthenticated'])
})

test('a stolen key that is rotated is dead, its successor works', async () => {
  const { id, key } = await makeKey()
  expect(await listing(key)).toBe(200)
  const rotated = await call(`POST /api-keys/${id}/rotate`, owner, { graceHours: 0 })
  expect([await listing(key), await listing(bearer(rotated.json['key']))]).toEqual([401, 200])
})

test('a stolen key makes no other key, no colleague, and is nobody’s account', async () => {
  const { id, key } = await makeKey()
  const attempts = [
    call('POST /api-keys', key, { name: 'Second', actions: ['bookings.list'] }),
    call(`POST /api-keys/${id}/rotate`, key, { graceHours: 1 }),
    call('POST /invitations', key, { email: 'friend@example.com', role: 'owner' }),
    call('PATCH /organisation', key, { name: 'Mine' }),
    call('GET /me', key),
    call('POST /me/organisation/leave', key),
  ]
  const statuses = (await Promise.all(attempts)).map(({ status }) => status)
  expect(statuses).toEqual([403, 403, 403, 403, 403, 403])
})

test('whoever is removed has no rights with their session or their keys from the next request on', async () => {
  const admin = await hire('admin')
  const { key } = await makeKey(admin.session)
  expect([await listing(admin.session), await listing(key)]).toEqual([200, 200])
  expect((await call(`DELETE /members/${admin.id}`, owner)).status).toBe(204)
  expect([await listing(admin.session), await listing(key)]).toEqual([403, 401])
  // Still themselves, and nothing else.
  const me = await call('GET /me', admin.session)
  expect([me.status, me.json['actions'], me.json['memberships']]).toEqual([200, [], []])
})

test('the stolen key of somebody who was removed is not revived by a rotation with a grace', async () => {
  const admin = await hire('admin')
  const { id, key } = await makeKey(admin.session)
  expect((await call(`DELETE /members/${admin.id}`, owner)).status).toBe(204)
  const rotated = await call(`POST /api-keys/${id}/rotate`, owner, { graceHours: 168 })
  expect([rotated.status, rotated.json['previousUntil']]).toEqual([200, undefined])
  expect([await listing(key), await listing(bearer(rotated.json['key']))]).toEqual([401, 200])
})

test('the stolen key of somebody who was removed stays dead when they are invited again', async () => {
  const { session, id, email } = await hire('admin')
  const { key } = await makeKey(session)
  expect((await call(`DELETE /members/${id}`, owner)).status).toBe(204)
  const token = await inviteByMail(holdfast, owner, { email, role: 'viewer' })
  expect((await call('POST /invitations/accept', session, { token })).status).toBe(201)
  expect([await listing(session), await listing(key)]).toEqual([200, 401])
})

test('whoever is lowered takes their keys along', async () => {
  const admin = await hire('admin')
  const { key } = await makeKey(admin.session)
  const station = { name: 'Pier', area: 'Pier', timeZone: 'America/New_York', opensAt: '11:00' }
  const hours = { closesAt: '22:00', mustEndBy: '00:30', currency: 'USD' }
  const openStation = (name: string) => call('POST /stations', key, { ...station, ...hours, name })
  expect((await openStation('Pier')).status).toBe(201)
  await call(`PATCH /members/${admin.id}`, owner, { role: 'viewer' })
  expect([(await openStation('Quay')).status, await listing(key)]).toEqual([403, 200])
})

const evil = 'https://evil.example'

test.each<[string, number, Headers]>([
  ['a form of another site', 403, { origin: evil }],
  ['another site, as the browser says', 403, { origin: evil, 'sec-fetch-site': 'cross-site' }],
  ['a sibling domain', 403, { 'sec-fetch-site': 'same-site' }],
  ['nobody knows where', 403, {}],
  ['a page of ours', 200, { 'sec-fetch-site': 'same-origin' }],
])('a change with a borrowed cookie from %s: %s', async (...[, status, headers]) => {
  const { cookie } = owner
  const change = (more: Headers) =>
    call('PATCH /organisation', { cookie, ...more }, { name: 'Ember & Oak' })
  const answer = await change(headers)
  expect(answer.status).toBe(status)
  if (status === 403) expect(answer.json['code']).toBe('identity.crossSite')
  expect((await change({ origin: holdfast.baseUrl })).status).toBe(200)
  // Reading changes nothing, and its answer is not for another site to see.
  const read = await call('GET /me', { cookie, ...headers })
  expect([read.status, read.headers['access-control-allow-origin']]).toEqual([200, undefined])
})

test('a session that has ended is nobody’s, also where anybody may ask', async () => {
  const { session } = await hire('agent')
  expect((await call('POST /sign-out', session)).status).toBe(204)
  expect(await listing(session)).toBe(401)
  expect((await call('GET /stations', session)).status).toBe(200)
})
