import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { ask, type Answer } from './harness/ask.ts'
import { claimOwnership, sessionOf, type Session } from './harness/owner.ts'
import { accept, inviteByMail, memberId } from './harness/staff.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

const { database, ...urls } = await testDatabase()

let holdfast: Holdfast
let owner: Session
const staff = new Map<string, { readonly session: Session; readonly id: string }>()

beforeAll(async () => {
  holdfast = await startHoldfast(urls)
  owner = await claimOwnership(holdfast)
  const { baseUrl } = holdfast
  staff.set('owner', { session: owner, id: await memberId(baseUrl, owner, 'you@example.com') })
  for (const role of ['admin', 'station_manager', 'agent']) {
    const email = `${role}@example.com`
    const joined = await accept(baseUrl, await inviteByMail(holdfast, owner, { email, role }))
    const session = sessionOf(baseUrl, joined.headers['set-cookie'])
    staff.set(role, { session, id: await memberId(baseUrl, owner, email) })
  }
  return () => holdfast[Symbol.asyncDispose]()
})

function idOf(role: string): string {
  return staff.get(role)?.id ?? ''
}

function call(role: string, [method, path, body]: Attempt): Promise<Answer> {
  const headers = staff.get(role)?.session ?? {}
  const url = `${holdfast.baseUrl}/api/v1${path}`
  return ask(url, { method, headers, ...(body === undefined ? {} : { body }) })
}

type Attempt = readonly [method: string, path: string, body?: unknown]

async function rolesNow(): Promise<readonly string[]> {
  const { rows } = await sql<{ role: string }>`
    select role from identity.member order by joined_at`.execute(database.kysely)
  return rows.map(({ role }) => role)
}

const forbidden = 'request.forbidden'
const above = 'identity.roleAboveYours'

test.each<[string, string, string, () => Attempt]>([
  ['agent', 'invites an admin', forbidden, () => invite('admin')],
  ['agent', 'raises itself', forbidden, () => change(idOf('agent'), 'admin')],
  ['agent', 'makes a key', forbidden, () => key(['bookings.list'])],
  ['station_manager', 'invites an agent', forbidden, () => invite('agent')],
  ['station_manager', 'opens a station', forbidden, () => ['POST', '/stations', {}]],
  ['admin', 'invites an owner', above, () => invite('owner')],
  ['admin', 'makes itself owner', above, () => change(idOf('admin'), 'owner')],
  ['admin', 'makes an agent owner', above, () => change(idOf('agent'), 'owner')],
  ['admin', 'lowers the owner', above, () => change(idOf('owner'), 'viewer')],
  ['admin', 'removes the owner', above, () => ['DELETE', `/members/${idOf('owner')}`]],
  ['admin', 'makes a key that invites', 'identity.actionNotYours', () => key(['staff.manage'])],
  [
    'owner',
    'makes a key that makes keys',
    'identity.actionNotYours',
    () => key(['apiKeys.manage']),
  ],
  [
    'owner',
    'makes a key for what nobody may',
    'identity.actionNotYours',
    () => key(['owners.make']),
  ],
  [
    'owner',
    'leaves without an owner',
    'identity.lastOwner',
    () => ['POST', '/me/organisation/leave'],
  ],
])('%s %s: %s, and nothing has changed', async (...[role, , code, attempt]) => {
  const before = await rolesNow()
  const answer = await call(role, attempt())
  expect(answer.json['code']).toBe(code)
  expect(await rolesNow()).toEqual(before)
})

function invite(role: string): Attempt {
  return ['POST', '/invitations', { email: `${newId()}@example.com`, role }]
}

function change(id: string, role: string): Attempt {
  return ['PATCH', `/members/${id}`, { role }]
}

function key(actions: readonly string[]): Attempt {
  return ['POST', '/api-keys', { name: 'Nightly', actions }]
}

/** Another business with one of everything, by direct writing: nobody here belongs to it. */
async function foreignIds(): Promise<Readonly<Record<string, string>>> {
  const ids = { organisation: newId(), members: newId(), invitations: newId(), 'api-keys': newId() }
  const [at, person, hash] = [new Date(), newId(), () => Buffer.from(newId())]
  await sql`insert into identity.organisation (id, name, created_at)
    values (${ids.organisation}, 'Foreign', ${at})`.execute(database.kysely)
  await sql`insert into identity.member (id, organisation_id, person_id, role, joined_at)
    values (${ids.members}, ${ids.organisation}, ${person}, 'agent', ${at})`.execute(
    database.kysely,
  )
  await sql`insert into identity.invitation (id, organisation_id, email_index, email, role,
      token_hash, invited_by, created_at, sent_at, expires_at)
    values (${ids.invitations}, ${ids.organisation}, 'x', 'x', 'agent', ${hash()}, ${person}, ${at},
      ${at}, ${new Date(at.getTime() + 1e9)})`.execute(database.kysely)
  await sql`insert into identity.api_key (id, organisation_id, name, token_hash, hint, actions,
      created_by, created_by_member, created_at)
    values (${ids['api-keys']}, ${ids.organisation}, 'k', ${hash()}, '…', '{bookings.list}',
      ${person}, ${ids.members}, ${at})`.execute(database.kysely)
  return ids
}

test('what belongs to another business is answered as if it did not exist, word for word', async () => {
  const foreign = await foreignIds()
  const attempts: readonly (readonly [string, (id: string) => Attempt])[] = [
    ['members', (id) => change(id, 'viewer')],
    ['members', (id) => ['DELETE', `/members/${id}`]],
    ['invitations', (id) => ['DELETE', `/invitations/${id}`]],
    ['invitations', (id) => ['POST', `/invitations/${id}/resend`]],
    ['api-keys', (id) => ['POST', `/api-keys/${id}/rotate`, { graceHours: 0 }]],
    ['api-keys', (id) => ['DELETE', `/api-keys/${id}`]],
    ['organisation', (id) => ['POST', '/me/organisation', { organisationId: id }]],
  ]
  for (const [kind, attempt] of attempts) {
    const [theirs = '', nobodys] = [foreign[kind], newId()]
    const answers = [await call('owner', attempt(theirs)), await call('owner', attempt(nobodys))]
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    const [one, other] = answers.map(({ text }) =>
      text
        .replaceAll(theirs, 'ID')
        .replaceAll(nobodys, 'ID')
        .replace(/"correlationId":"[^"]+"/, ''),
    )
    expect(one).toBe(other)
  }
})
