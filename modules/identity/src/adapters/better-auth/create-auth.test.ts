import { createVault, type MasterKey } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import { createLog } from '@holdfast/kernel/log'
import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { insertPerson } from '../../account/person-store.ts'
import type { Auth } from '../../auth/auth.ts'
import { authenticatorOf } from '../../fixtures/authenticator.ts'
import { migrations } from '../../fixtures/business.ts'
import type { IdentityTables } from '../../tables.ts'
import { createAuth } from './create-auth.ts'
import { logOf } from './log.ts'

const { database, appUrl } = await testDatabase({ migrations })
const opened: Auth[] = []
afterAll(async () => {
  for (const auth of opened) await auth.close()
})

const logged: string[] = []
const log = createLog({
  level: 'trace',
  service: 'test',
  version: '0',
  role: 'test',
  destination: { write: (line: string) => logged.push(line) > 0 },
})

const keyOf = (id: string, byte: number): MasterKey => ({ id, key: Buffer.alloc(32, byte) })
const [oldKey, newKey] = [keyOf('old', 1), keyOf('new', 2)]

interface Given {
  readonly current?: MasterKey
  readonly previous?: readonly MasterKey[]
  readonly connectionString?: string
}

function anAuth({ current = oldKey, previous = [], connectionString = appUrl }: Given = {}): Auth {
  const vault = createVault({ current, previous })
  const names = { publicUrl: 'https://ember.example', businessName: 'Ember & Oak' }
  const auth = createAuth({ connectionString, vault, log, ...names })
  opened.push(auth)
  return auth
}

const password = 'a long and quiet evening'

async function aPerson(auth: Auth, email = `${newId()}@example.com`) {
  const passwordHash = await auth.hashPassword(password)
  const id = newId()
  const proof = { passwordHash, emailVerified: true, createdAt: new Date() }
  await insertPerson(database.withTypes<IdentityTables>().kysely, {
    id,
    email,
    name: 'G',
    ...proof,
  })
  return { id, email }
}

const pairsOf = (cookies: readonly string[]) =>
  cookies.map((cookie) => cookie.split('; ')[0]).join('; ')

test('a new master key signs nobody out, and second factors stay readable', async () => {
  const before = anAuth()
  const { id, email } = await aPerson(before)
  const { token, cookies } = await before.startSession(id, {})
  const begun = await before.beginSecondFactor(token, password)
  const uri = begun.outcome === 'begun' ? begun.uri : ''
  const given = { personId: id, code: authenticatorOf(uri).code(), browser: {} }
  const confirmed = await before.confirmSecondFactor(token, given)
  const cookie = pairsOf(confirmed.outcome === 'on' ? confirmed.cookies : [])

  const after = anAuth({ current: newKey, previous: [oldKey] })
  const session = after.readSession(cookie) ?? ''
  expect(session).not.toBe('')
  const change = { current: 'wrong', next: `${password}!`, browser: {} }
  expect(await after.changePassword(session, change)).toEqual({ outcome: 'wrongPassword' })
  const half = await after.signIn({ email, password }, {})
  const waiting = { cookie: pairsOf('cookies' in half ? half.cookies : []) }
  const { code } = authenticatorOf(uri, 1)
  expect(await after.checkSecondFactor(code(), waiting)).toMatchObject({ outcome: 'signedIn' })

  const without = anAuth({ current: newKey })
  expect(without.readSession(pairsOf(cookies))).toBeUndefined()
})

test('without its database it is unavailable, and again there when that is', async () => {
  const { hostname, port } = new URL(appUrl)
  const proxy = await startFaultProxy({ host: hostname, port: Number(port) })
  const url = new URL(appUrl)
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  const auth = anAuth({ connectionString: url.href })
  const { email } = await aPerson(auth)
  expect((await auth.signIn({ email, password }, {})).outcome).toBe('signedIn')
  await proxy.cut()
  await expect(auth.signIn({ email, password }, {})).rejects.toMatchObject({
    code: 'request.unavailable',
    status: 503,
  })
  await proxy.heal()
  expect((await auth.signIn({ email, password }, {})).outcome).toBe('signedIn')
  await auth.close()
  opened.splice(opened.indexOf(auth), 1)
  await proxy.close()
})

test('a session that ended meanwhile is told as such', async () => {
  const auth = anAuth()
  const { id } = await aPerson(auth)
  const { token } = await auth.startSession(id, {})
  await auth.endSession(token)
  await auth.endSession(token)
  await expect(auth.beginSecondFactor(token, password)).rejects.toMatchObject({ status: 401 })
})

test('refused sign-ins leave no line in the log, and no address', async () => {
  const auth = anAuth()
  const { email } = await aPerson(auth, 'canary@example.com')
  const before = logged.length
  await auth.signIn({ email, password: 'wrong' }, {})
  await auth.signIn({ email: 'other-canary@example.com', password: 'wrong' }, {})
  expect(logged.slice(before)).toEqual([])
})

test('an error of the library reaches the log without the text that may name a person', () => {
  const before = logged.length
  const told = new Error('Key (email)=(canary@example.com) already exists.')
  logOf(log).log('error', 'Failed to create user', told)
  const [line = ''] = logged.slice(before)
  expect(JSON.parse(line)).toMatchObject({ said: 'Failed to create user', error: 'Error' })
  expect(line).not.toContain('canary')
})

test('ids are UUIDs of version 7, made by us', async () => {
  const auth = anAuth()
  const { id } = await aPerson(auth)
  const { token } = await auth.startSession(id, {})
  const { rows } = await sql<{ id: string }>`
    select id from auth.session where token = ${token}`.execute(database.kysely)
  expect(rows[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
})
