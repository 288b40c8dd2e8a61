import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { givenIdempotency, migrations, openDatabase } from '../idempotency/given-keys.ts'
import { forgetAnswers } from '../idempotency/idempotency.ts'
import { callerThatLeaves, givenApi, problemOf } from './given-api.ts'

const { database, ownerUrl, appUrl } = await testDatabase({ migrations })
const owner = openDatabase(ownerUrl, 1)
await sql`CREATE SCHEMA notes`.execute(owner.kysely)
await sql`CREATE TABLE notes.note (id uuid PRIMARY KEY, text text NOT NULL)`.execute(owner.kysely)
await sql`GRANT USAGE ON SCHEMA notes TO holdfast_app`.execute(owner.kysely)
await sql`GRANT SELECT, INSERT ON notes.note TO holdfast_app`.execute(owner.kysely)
await owner.close()

const otherPool = openDatabase(appUrl)
afterAll(() => otherPool.close())

const { call, logged } = givenApi({ database, idempotency: givenIdempotency(database) })
const other = givenApi({ database: otherPool, idempotency: givenIdempotency(otherPool) })

function write(text: string, key: string, options: { as?: string; on?: typeof call } = {}) {
  const { on = call, as } = options
  const headers = { 'idempotency-key': key.padEnd(16, '-') }
  return on('POST', '/api/v1/notes', { json: { text }, headers, ...(as ? { as } : {}) })
}

async function countNotes(text: string): Promise<number> {
  const found = await sql<{ count: string }>`
    SELECT count(*) FROM notes.note WHERE text = ${text}`.execute(database.kysely)
  return Number(found.rows[0]?.count)
}

test('fifty equal keyed requests at two servers: one note, fifty equal answers', async () => {
  const responses = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      write('fifty', 'fifty', { on: index % 2 === 0 ? call : other.call }),
    ),
  )
  const bodies = await Promise.all(responses.map((response) => response.text()))
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(bodies).size).toBe(1)
  const replayed = responses.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')
  expect(replayed).toHaveLength(49)
  expect(await countNotes('fifty')).toBe(1)
})

test('a replay has the first answer’s status, headers and body, and its own rate limit', async () => {
  const first = await write('replay', 'replay', { as: 'operator' })
  const again = await write('replay', 'replay', { as: 'operator' })
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.status).toBe(201)
  expect(again.headers.get('location')).toBe(first.headers.get('location'))
  expect(await again.text()).toBe(await first.text())
  const remaining = [first, again].map(({ headers }) =>
    Number(headers.get('x-ratelimit-remaining')),
  )
  expect(remaining[1]).toBe((remaining[0] ?? 0) - 1)
})

test('without a key each request is one of its own', async () => {
  await call('POST', '/api/v1/notes', { json: { text: 'twice' } })
  await call('POST', '/api/v1/notes', { json: { text: 'twice' } })
  expect(await countNotes('twice')).toBe(2)
})

test('422: the same key for another body', async () => {
  await write('one', 'mismatch')
  const response = await write('another', 'mismatch')
  expect(response.status).toBe(422)
  expect((await problemOf(response))['code']).toBe('idempotency.mismatch')
  expect(await countNotes('another')).toBe(0)
})

test('the order of the fields and the spacing make no other body', async () => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'order-of-the-fields' }
  const bodies = ['{"text":"order","tags":["a"]}', '{ "tags": ["a"],\n "text": "order" }'] as const
  await call('POST', '/api/v1/notes', { headers, body: bodies[0] })
  const again = await call('POST', '/api/v1/notes', { headers, body: bodies[1] })
  expect(again.headers.get('idempotent-replayed')).toBe('true')
})

test('the same key of two people is two keys', async () => {
  const mine = await write('people', 'people', { as: 'operator-1' })
  const theirs = await write('people', 'people', { as: 'operator-2' })
  expect(theirs.headers.get('idempotent-replayed')).toBeNull()
  expect(await theirs.text()).not.toBe(await mine.text())
})

test('a guest with the key of another guest learns nothing without the whole body', async () => {
  await write('a secret note', 'guests-share-one-id')
  const guess = await write('a secret nope', 'guests-share-one-id')
  expect(guess.status).toBe(422)
  expect(await guess.text()).not.toContain('secret')
})

test('a refused request is judged afresh under the same key', async () => {
  const refused = await write('full', 'refused', { as: 'operator' })
  expect(refused.status).toBe(409)
  expect((await problemOf(refused))['code']).toBe('notes.full')
  expect(await countNotes('full')).toBe(0)
  const changed = await write('not full', 'refused', { as: 'operator' })
  expect(changed.status).toBe(201)
})

test('a defect after the write undoes the write, shows nothing, and is logged once', async () => {
  const response = await write('fail', 'defect')
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret-host')
  expect(await countNotes('fail')).toBe(0)
  expect(logged.filter((line) => line['level'] === 'error')).toHaveLength(1)
})

test('422: a value that only the database finds wrong is refused, and told to us', async () => {
  const response = await write('overflow', 'overflow')
  expect(response.status).toBe(422)
  expect((await problemOf(response))['code']).toBe('request.invalid')
  expect(logged.at(-2)).toMatchObject({ level: 'warn', sqlState: '22008' })
  expect(await countNotes('overflow')).toBe(0)
})

test('409 with Retry-After while another server still works on it', async () => {
  const impatient = givenApi({
    database: otherPool,
    idempotency: givenIdempotency(otherPool, { twinWaitMs: 50 }),
  })
  const slow = write('slow', 'in-progress')
  await noteIsBeingWritten()
  const response = await write('slow', 'in-progress', { on: impatient.call })
  expect(response.status).toBe(409)
  expect(response.headers.get('retry-after')).toBe('2')
  expect((await problemOf(response))['code']).toBe('idempotency.inProgress')
  expect((await slow).status).toBe(201)
  expect(await countNotes('slow')).toBe(1)
})

/** Resolves once the slow note sleeps in the database, after its key and its row. */
async function noteIsBeingWritten(): Promise<void> {
  for (let isSleeping = false; !isSleeping;) {
    const found = await sql`
      SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'PgSleep'`.execute(otherPool.kysely)
    isSleeping = found.rows.length > 0
  }
}

test('a caller that goes away in the middle: the note is there wholly or not at all', async () => {
  const { leave, init } = callerThatLeaves({ text: 'slow' }, 'caller-that-leaves')
  const answer = callWith(init)
  await noteIsBeingWritten()
  leave()
  expect((await answer).status).toBe(504)
  const before = await countNotes('slow')
  const again = await write('slow', 'caller-that-leaves')
  expect(again.status).toBe(201)
  expect(again.headers.get('idempotent-replayed')).toBeNull()
  expect(await countNotes('slow')).toBe(before + 1)
})

async function callWith(init: RequestInit): Promise<Response> {
  const { api } = givenApi({ database, idempotency: givenIdempotency(database) })
  return api.app.request('http://api.test/api/v1/notes', init)
}

test('an answer that is forgotten is gone with its request, and the work is not done again', async () => {
  const made = await write('forgotten', 'forgotten')
  const other = await write('kept', 'kept')
  const { id }: { id: string } = JSON.parse(await made.text())
  await database.transaction((tx) => forgetAnswers(tx, { organisationId: 'org', subjects: [id] }))
  const again = await write('forgotten', 'forgotten')
  expect(again.status).toBe(422)
  expect((await problemOf(again)).code).toBe('idempotency.mismatch')
  expect(await countNotes('forgotten')).toBe(1)
  expect(await (await write('kept', 'kept')).text()).toBe(await other.text())
})
